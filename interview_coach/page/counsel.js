// @ts-check
// What follows from a verdict on a page: why, what would change it, what to say and do, in words from the data.

/** @typedef {{topic: string, purpose: string, tone: string, text: string, beats: string[], fits: string[], channels: string[],
 *   after: string[], if_they_push: string, body: string}} Line */
/** @typedef {{atom: string, value: string}[]} Edits */
/** @typedef {{edits: Edits, verdict: number, row: string}} Change */
/** @typedef {{tone: string, channel: string, cameOf: Record<string, string>}} Manner how lines are looked for */
/** @typedef {{label: string | null, text: string, style: string, needed: boolean}} Piece */

const [STAY, WALK_OUT] = [0, 2];
const TONES = { warm: ["warm", "neutral", "firm"], neutral: ["neutral", "warm", "firm"], firm: ["firm", "neutral", "warm"] };

/** @param {ReturnType<typeof newEngine>} engine @param {ReturnType<typeof newOutlook>} outlook */
function newCounsel(engine, outlook) {
  const { book, bit, is, flags, flagById, ordinary, topicById, situation, row: rowOf } = engine;
  const { profile, wording } = book;
  /** @type {Line[]} */
  const lines = book.lines;
  const given = profile.need === "high" ? -1 : profile.need === "alternatives" ? 1 : 0;

  /** A smallest set of what alone gives the verdict (staying: the row); the mildest are dropped first, then by id. @param {Situation} now @param {any} row */
  function decidedBy(now, row) {
    const levels = engine.levels(now);
    /** @type {{kind: string, id: string, rank: number}[]} */
    let kept = [];
    for (const flag of flags) {
      if (now.fired & flag.bit) kept.push({ kind: "flag", id: flag.id, rank: 10 + levelOf(flag, levels) });
      else if (now.doubt & flag.bit & is.danger) kept.push({ kind: "doubt", id: flag.id, rank: 14 });
    }
    if (now.wouldNot) kept.push({ kind: "context", id: "would-take", rank: 3 });
    if (now.neverAgain) kept.push({ kind: "context", id: "meet-again", rank: 2 });
    if (now.shift > Math.max(0, given)) kept.push({ kind: "context", id: "need", rank: 1 });
    for (const id of Object.keys(book.options)) {
      if (now.ownState & bit[id]) kept.push({ kind: "own", id, rank: 0 });
      if (now.ownReason & bit[id]) kept.push({ kind: "reason", id, rank: 4 });
    }
    kept = sorted(kept, ({ rank, id }) => [rank, id]);
    for (const element of kept) {
      const fewer = kept.filter((other) => other !== element);
      const got = rowOf(only(now, fewer));
      if (row.verdict ? got.verdict === row.verdict : got === row) kept = fewer;
    }
    const of = (/** @type {string} */ kind) => kept.filter((each) => each.kind === kind).map((each) => each.id);
    return { row: rowOf(only(now, kept)), flags: of("flag").reverse(), doubts: of("doubt").reverse(), context: of("context"), ownState: of("own"), ownReason: of("reason") };
  }

  /** The situation if nothing but this were so. @param {Situation} now @param {{kind: string, id: string}[]} kept @returns {Situation} */
  function only(now, kept) {
    const mask = (/** @type {string} */ kind) => kept.reduce((bits, each) => (each.kind === kind ? bits | bit[each.id] : bits), 0n);
    const has = (/** @type {string} */ id) => kept.some((each) => each.kind === "context" && each.id === id);
    const shift = now.shift > Math.max(0, given) && !has("need") ? given : now.shift;
    return { ...now, fired: mask("flag"), doubt: mask("doubt"), ownState: mask("own"), ownReason: mask("reason"), wouldNot: has("would-take"), neverAgain: has("meet-again"), shift };
  }

  /** @param {Flag} flag @param {bigint[]} levels */
  const levelOf = (flag, levels) => (flag.severity === 5 ? 5 : levels.filter((mask) => mask & flag.bit).length);

  /** Edits that lead to another verdict: all single ones, else all minimal pairs, else none. @param {Answers} answers @param {number} verdict @returns {Change[]} */
  function changes(answers, verdict) {
    const edits = [...editsOf(answers)];
    const singles = effective(answers, verdict, edits.map((edit) => [edit]));
    if (singles.length) return singles;
    const telling = edits.filter(({ atom, value }) => atom in answers || isTelling(atom, value));
    const pairs = telling.flatMap((a, at) => telling.slice(at + 1).filter((b) => b.atom !== a.atom).map((b) => [a, b]));
    if (edits.some(({ atom, value }) => atom === "would-take" && value === NO) && !edits.some(({ atom }) => atom === "meet-again")) {
      for (const value of [YES, NO]) if (answers["meet-again"] !== value) pairs.push([{ atom: "would-take", value: NO }, { atom: "meet-again", value }]);
    }
    return effective(answers, verdict, pairs);
  }

  /** Whether an answer means anything to the policy. @param {string} atom @param {string} value */
  function isTelling(atom, value) {
    const option = book.options[atom];
    if (option) return value === option.worse || book.signs.includes(atom) || (value === YES && option.says_no);
    return atom === "need" || (atom.startsWith("raised/") ? value !== "not-yet" : value === NO);
  }

  /** @param {Answers} answers @param {number} verdict @param {Edits[]} candidates @returns {Change[]} */
  function effective(answers, verdict, candidates) {
    const known = new Map();
    return candidates.map((edits) => {
      const key = edits.map(({ atom, value }) => `${book.options[atom]?.alike ?? atom}=${value}=${answers[atom]}`).join();
      if (!known.has(key)) known.set(key, engine.decide({ ...answers, ...Object.fromEntries(edits.map(({ atom, value }) => [atom, value])) }));
      const row = known.get(key);
      return { edits, verdict: row.verdict, row: row.id };
    }).filter((change) => change.verdict !== verdict);
  }

  /** Every single edit that a person could make true. @param {Answers} answers @returns {Generator<{atom: string, value: string}>} */
  function* editsOf(answers) {
    const of = (/** @type {string} */ atom, /** @type {string[]} */ values) => values.map((value) => ({ atom, value }));
    const isOpen = (/** @type {string} */ id) => (answers[id] ?? UNSURE) === UNSURE;
    if (engine.signsApply(answers)) for (const id of book.signs.filter(isOpen)) yield* of(id, [NO, YES]);
    for (const topic of book.topics) {
      if (answers[`topics/${topic.id}`] !== NO) for (const id of topic.options.filter(isOpen)) yield* of(id, [NO, YES]);
      const atom = `raised/${topic.id}`;
      if (topic.id !== "danger" && engine.raiseApplies(topic.id, answers)) yield* of(atom, ["fixed", "not-yet", "cannot", "refused"].filter((state) => state !== answers[atom]));
    }
    const isSaid = Object.keys(book.options).some((id) => book.options[id].says_no && answers[id] === YES);
    if (!isSaid) yield* of("would-take", ["yes", "maybe", "no"].filter((value) => value !== answers["would-take"]));
    if (situation(answers).wouldNot) yield* of("meet-again", [YES, NO].filter((value) => value !== answers["meet-again"]));
    if (!profile.need || "need" in answers) yield* of("need", ["high", "ordinary", "alternatives"].filter((value) => value !== answers.need));
  }

  /** Lines of one purpose, the best first: about the first of these, then its topic, then what came of asking, the channel, the tone.
   * @param {string} purpose @param {string[]} about @param {string[]} topics @param {Manner} manner @returns {Line[]} */
  function linesFor(purpose, about, topics, { tone, channel, cameOf }) {
    const asks = purpose === "raise" ? ["not-yet"] : ["fixed", "waiting", "not-yet", "cannot", "goes-on", "refused", "unsafe"];
    const fitting = lines.filter((line) => line.purpose === purpose && (!line.channels.length || line.channels.includes(channel || "in-person")))
      .map((line) => ({ line, rank: rankOf(line, about, topics) }))
      .filter(({ line, rank }) => rank >= 0 && (line.after.length ? line.after : asks).includes(cameOf[line.topic || topics[0]] ?? "not-yet"));
    const nobody = topics.some((id) => topicById[id]?.nobody_there);
    const close = nobody || purpose === "raise" ? fitting.filter(({ line, rank }) => rank < about.length + topics.length || (line.after.length && !nobody)) : [];
    const order = /** @type {Record<string, string[]>} */ (TONES)[tone];
    return sorted(close.length ? close : fitting, ({ line, rank }) => [
      rank, !(channel && line.channels.length), !line.after.length, order.indexOf(line.tone), !channel && line.channels.length > 0,
    ]).map(({ line }) => line);
  }

  /** How close a line is: 0 is best, less if it is about something else. @param {Line} line @param {string[]} about @param {string[]} topics */
  function rankOf(line, about, topics) {
    if (line.fits.length) {
      const places = line.fits.map((id) => about.indexOf(id)).filter((place) => place >= 0);
      return places.length ? Math.min(...places) : -1;
    }
    if (topics.includes(line.topic)) return about.length + topics.indexOf(line.topic);
    return line.topic || topics.includes("danger") ? -1 : about.length + topics.length;
  }

  /** @param {Line[]} found */
  const firmLast = (found) => sorted(found, (line) => [line.tone === "firm"]);
  /** Each flag followed by the options that it reads, since lines may name either. @param {string[]} ids */
  const withOptions = (ids) => once(ids.flatMap((id) => [id, ...(flagById[id]?.reads || [])]));
  /** @param {string[]} ids */
  const topicsOf = (ids) => once(ids.map((id) => (flagById[id] || book.options[id])?.topic).filter(Boolean));

  /** The lines of the first purpose that has one which is due. @param {string[]} purposes @param {string[]} about @param {Manner} manner @param {(line: Line) => boolean} [isDue] */
  function firstOf(purposes, about, manner, isDue = () => true) {
    for (const purpose of purposes) {
      const due = linesFor(purpose, about, topicsOf(about), manner).filter(isDue);
      if (due.length) return due;
    }
    return [];
  }

  /** What to say when staying: ask, or until when to wait, else help with one's own state, else a word on what is so.
   * @param {any} row @param {Fired[]} fired @param {string[]} ownState @param {Manner} manner */
  function whileStaying(row, fired, ownState, manner) {
    for (const [action, state] of [["raise-it", "not-yet"], ["wait", "waiting"]]) {
      const about = withOptions(fired.filter((each) => each.state === state).map((each) => each.flag.id));
      if (about.length && [action, "watch"].includes(row.action)) return linesFor("raise", about, topicsOf(about), manner);
    }
    if (ownState.length) {
      const about = firstOf(["unwell", "recover", "pause", "reschedule"], ownState, manner, (line) => line.fits.length > 0);
      return about.length ? about : linesFor("recover", ownState, topicsOf(ownState), manner);
    }
    return meanwhile(row, fired, manner);
  }

  /** @param {any} row @param {Fired[]} fired @param {Manner} manner */
  function meanwhile(row, fired, manner) {
    const about = fired.map((each) => each.flag.id);
    const closing = row.action === "decline-afterwards" ? linesFor("close", about, topicsOf(about), manner) : [];
    if (closing.length) return closing;
    for (const { flag, state } of fired) {
      const due = (book.meanwhile[state] || []).flatMap((/** @type {string} */ purpose) => linesFor(purpose, [flag.id], [flag.topic], manner))
        .filter((/** @type {Line} */ line) => line.after.length || (line.fits.length && state !== "fixed"));
      if (due.length) return sorted(due, (line) => [!line.topic]);
    }
    return firstOf(["pause", "buy-time", "confirm"], [], manner);
  }

  /** @param {any} row @param {Flag[]} danger @param {Fired[]} fired @param {Line[]} said @param {string[]} ownReason @returns {string[]} */
  function doNow(row, danger, fired, said, ownReason) {
    if (danger.length) return danger[0].do_now;
    const first = ownReason.flatMap((id) => book.options[id].do_now);
    const wasRaised = (/** @type {string} */ state) => state !== "" && state !== "not-yet";
    const about = fired.filter((each) => each.state !== "fixed").slice(0, 2)
      .filter(({ flag, state }) => !(flag.raising === "required" && (row.verdict || wasRaised(state)))).flatMap(({ flag }) => flag.do_now);
    const act = said[0]?.body || "";
    const steps = row.verdict ? [...first, ...row.do_now, act || wording.body, ...about] : [...first, act, ...about, ...row.do_now];
    return once(steps.filter(Boolean)).slice(0, 3);
  }

  /** Everything there is to say about answers. @param {Answers} answers */
  function recommend(answers) {
    const now = situation(answers, profile.need);
    const row = rowOf(now);
    const { verdict } = row;
    const deciding = decidedBy(now, row);
    const levels = engine.levels(now);
    /** @type {Fired[]} */
    const fired = sorted(flags.filter((flag) => now.fired & flag.bit).map((flag) => {
      const said = answers[`raised/${flag.topic}`] ?? UNSURE;
      return { flag, level: levelOf(flag, levels), state: flag.raising === "no" ? "" : said === UNSURE ? "not-yet" : said };
    }), ({ level }) => [-level]);
    const doubts = flags.filter((flag) => now.doubt & flag.bit & is.danger);
    const firedDanger = fired.map(({ flag }) => flag).filter((flag) => flag.severity === 5);
    const danger = [...firedDanger, ...doubts];
    const ticked = (/** @type {string} */ kind) => Object.keys(book.options).filter((id) => book.options[id].own === kind && answers[id] === YES);
    const [ownState, ownReason] = [ticked("own-state"), ticked("own-reason")];
    const cameOf = Object.fromEntries(fired.filter(({ state }) => state).map(({ flag, state }) => [flag.topic, state]));
    const manner = { tone: profile.tone, channel: "", cameOf };
    const standing = fired.filter(({ state }) => state !== "fixed");
    const concerning = (standing.length ? standing : fired).map(({ flag }) => flag);
    const saysNo = deciding.context.includes("would-take") ? Object.keys(book.options).filter((id) => book.options[id].says_no) : [];
    const calm = [...withOptions([...deciding.flags, ...saysNo, ...concerning.map(({ id }) => id)]), ...ownReason, ...ownState];
    const about = danger.length ? danger.map((flag) => flag.id) : calm;
    const topics = danger.length ? ["danger"] : topicsOf(calm);
    const isDangerAsked = topicById.danger.options.every((/** @type {string} */ id) => id in answers);
    const toExit = (/** @type {Partial<Manner>} */ more, scene = topics) => linesFor("exit", about, scene, { ...manner, ...more });
    const isPolite = verdict !== WALK_OUT && !danger.length;
    const exits = isPolite && profile.tone !== "firm" ? firmLast(toExit({})) : toExit({});
    const excuses = deciding.ownReason.length ? firstOf(["unwell", "reschedule"], deciding.ownReason, manner, (line) => line.fits.length > 0) : [];
    const sayNow = verdict === STAY ? whileStaying(row, fired, ownState, manner) : excuses.length ? excuses : exits;
    const ahead = onceAsked(() => outlook.outlook(answers));
    const changed = onceAsked(() => sorted(changes(answers, verdict), (change) => [!(change.verdict > verdict && change.edits.every(({ atom }) => atom.startsWith("raised/")))]));
    const isTooEarly = onceAsked(() => verdict === STAY && !isDangerAsked && ahead().open.includes("danger"));
    const decisive = standing.filter(({ flag }) => deciding.flags.includes(flag.id));
    const reasons = decisive.length ? decisive : standing;
    const isPutRight = fired.length > 0 && !reasons.length;
    const told = verdict ? deciding.row : row;
    const dangerFirst = sorted(firedDanger, ({ id }) => [(topicById.danger.options.indexOf(id) + 99) % 99]);
    const seen = ordinary.filter((/** @type {any} */ topic) => answers[`topics/${topic.id}`] === YES || fired.some(({ flag }) => flag.topic === topic.id));
    const rec = {
      verdict: book.verdicts[verdict], row: told.id, action: told.action,
      get headline() { return isTooEarly() ? wording.too_early : deciding.row.headline; },
      get meaning() { return isTooEarly() ? wording.danger_why : isPutRight ? wording.put_right : told.meaning; },
      get is_too_early() { return isTooEarly(); },
      get settled() { return ahead().settled; },
      get open() { return ahead().open; },
      get changes() { return changed(); },
      fired, doubts, deciding, reasons, isPutRight, is_danger: danger.length > 0, fires_danger: firedDanger.length > 0,
      also: concerning.map(({ id }) => id).filter((id) => !deciding.flags.includes(id)),
      do_now: doNow(row, dangerFirst, fired, verdict !== STAY && deciding.ownReason.length ? [] : sayNow, ownReason),
      cannot_leave: dangerFirst[0]?.cannot_leave || "", say_now: sayNow, exits,
      to_leave: (isPolite ? firmLast(toExit({ tone: "warm" }, about.length || isDangerAsked ? topics : ["danger"])) : exits)[0],
      if_refused: firmLast(toExit({ cameOf: Object.fromEntries(Object.keys(cameOf).map((topic) => [topic, "refused"])) }))[0],
      next_steps: once([...(dangerFirst.length ? dangerFirst : concerning).flatMap((flag) => flag.afterwards), ...row.next_steps]),
      reassurances: danger.length ? [] : seen.flatMap((/** @type {any} */ topic) => topic.reassurances.map((/** @type {string[]} */ [what, why]) => `${sentence(what)} ${sentence(why)}`)), own: [...ownReason, ...ownState], schools: row.schools,
      get isMatterOfWill() { return row.schools && !isTooEarly() && !isPutRight && (told.action === "decline-afterwards" || reasons.every(({ state }) => !state)); },
      about, topics, manner,
      /** @returns {Piece[]} */
      blocks: (nth = 0) => [...piecesOf(rec, verdict, nth)],
      atOnce: (nth = 0) => atOnce(rec.blocks(nth)),
      /** @returns {{title: string, items: {text: string, sources: string[]}[]}[]} */
      more: () => sectionsOf(rec, verdict),
    };
    return rec;
  }

  /** An edit as a clause that follows "if". @param {{atom: string, value: string}} edit @param {Fired[]} among */
  function describe({ atom, value }, among) {
    if (book.options[atom]) return put(wording.clauses[value], book.options[atom].text);
    if (!atom.startsWith("raised/")) return wording.clauses[`${atom}-${value}`];
    const named = among.find(({ flag }) => flag.topic === atom.slice(7) && flag.raising !== "no");
    const own = value === "fixed" ? clause(named?.flag.fixed_when || "") : value === "refused" && named?.flag.leave_when;
    return own || wording.clauses[value];
  }

  /** A sentence as it goes on after "if". @param {string} sentence */
  function clause(sentence) {
    const text = sentence.trim().replace(/\.+$/, "").replaceAll("; ", ", and ");
    const [first] = text.split(" ", 1);
    const isName = /^.\p{Lu}/u.test(first) || first.split("'")[0] === "I";
    return isName ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
  }

  /** What is worked out only when it is asked for. @template T @param {() => T} make @returns {() => T} */
  function onceAsked(make) {
    /** @type {T | undefined} */
    let made;
    return () => (made ??= make());
  }

  /** With a full stop, unless it ends by itself. @param {string} text */
  const sentence = (text) => (/[.!?]["')]*$/.test(text) ? text : `${text}.`);
  /** A text with its braces filled, one after another. @param {string} text @param {...string} values @returns {string} */
  const put = (text, ...values) => values.reduce((filled, value) => filled.replace("{}", () => value), text);
  /** @param {string} text */
  const quoted = (text) => `"${text}"`;
  /** @param {Change} change @param {Fired[]} among */
  const clauseOf = (change, among) => change.edits.map((edit) => describe(edit, among)).join(" and ");

  /** What a result says first, in order. @param {any} rec @param {number} verdict @param {number} nth @returns {Generator<Piece>} */
  function* piecesOf(rec, verdict, nth) {
    const piece = (/** @type {string | null} */ label, /** @type {string} */ text, style = "plain", needed = false) => ({ label, text, style, needed });
    const steps = (/** @type {string} */ label, /** @type {string[]} */ texts, needed = true) => texts.map((text, at) => piece(at ? "" : label, text, "plain", needed && !at));
    const line = rec.say_now[nth % rec.say_now.length];
    const why = steps(wording.why, [
      ...rec.reasons.map((/** @type {Fired} */ { flag }) => (profile.own_flags.includes(flag.id) ? `${flag.finding} ${wording.own}` : flag.finding)).slice(0, 3),
      ...(rec.doubts.length === 1 && book.options[rec.doubts[0].id] ? [put(wording.not_sure_of, book.options[rec.doubts[0].id].text)] : []),
      ...(rec.deciding.context.includes("would-take") ? [wording.would_not_take] : []),
    ].slice(0, 3));
    const asks = rec.open.slice(0, 2).map((/** @type {string} */ prompt) => sentence(wording.asks[prompt])).join(" ");
    const unsettled = asks ? [piece(null, `${wording.not_asked} ${asks}`, "hint", rec.is_too_early)] : [];
    if (rec.fires_danger) {
      yield* steps(wording.do, rec.do_now);
      yield piece(wording.say, put(wording.nothing_or, rec.exits[0]?.beats.slice(0, 2).join(" ") || wording.must_go), "quote", true);
      yield piece(null, rec.meaning, "good", true);
      yield piece(null, "", "rule", true);
      yield piece(wording.cannot_leave_title, rec.cannot_leave, "plain", true);
      yield* steps(wording.later, rec.next_steps.slice(0, 2), false);
      return;
    }
    if (line) yield piece(wording.say, quoted(line.text), "quote", true);
    yield* steps(wording.do, rec.do_now.slice(0, 2));
    if (verdict === STAY) {
      const go = rec.isPutRight ? undefined : rec.changes.find((/** @type {Change} */ change) => change.verdict > verdict && change.edits.every(({ atom, value }) => atom.startsWith("raised/") && value === "refused"));
      if (go) yield piece(wording.go_if, `${clauseOf(go, rec.reasons)}.`, "plain", true);
      if (go && rec.if_refused) yield piece("", quoted(rec.if_refused.text), "quote");
      if (!go && rec.isMatterOfWill && rec.to_leave) {
        yield piece(wording.go_if, `${wording.go_if_sure}.`, "plain", true);
        yield piece("", quoted(rec.to_leave.text), "quote");
      }
    }
    yield piece(null, "", "rule", true);
    yield* why;
    if (verdict !== STAY) {
      if (line?.if_they_push) yield piece(wording.push, quoted(line.if_they_push), "quote");
      yield piece(null, rec.meaning, "good");
      yield* steps(wording.later, rec.next_steps.slice(0, 1), false);
      yield* unsettled;
      return;
    }
    yield* unsettled;
    if (!rec.is_too_early && (!rec.reasons.length || rec.action !== "raise-it")) yield piece(null, rec.meaning, "plain", !rec.reasons.length);
    for (const id of rec.own.slice(0, 2)) yield piece(null, book.options[id].reassurance, "good");
    if (rec.schools) yield piece(null, wording.other_school, "hint");
  }

  /** What the smallest terminal has room for: 13 rows of 40 columns. @param {Piece[]} pieces */
  function atOnce(pieces) {
    let room = 13;
    const rowsOf = (/** @type {string} */ text, /** @type {number} */ width) => text.match(new RegExp(`.{1,${width}}(?: +|$)|.{1,${width}}`, "g"))?.length || 1;
    const shown = sorted(pieces, ({ needed }) => [!needed]).filter(({ label, text, style, needed }) => {
      const below = label !== null && label.length > 5 && style === "quote" ? 1 : 0;
      const rows = label === null ? rowsOf(text, 40) : label.length < 6 || below ? rowsOf(text, 34) + below : rowsOf(`${label}  ${text}`, 40);
      const fits = needed || rows <= room;
      if (fits) room -= rows;
      return fits;
    });
    return pieces.filter((piece) => shown.includes(piece));
  }

  /** What stands behind *more*. @param {any} rec @param {number} verdict */
  function sectionsOf(rec, verdict) {
    const item = (/** @type {string} */ text, /** @type {number[]} */ sources = []) => ({ text, sources: sources.map((place) => book.sources[place]) });
    const items = (/** @type {string[]} */ texts) => texts.map((text) => item(text));
    const why = [
      ...rec.reasons.map((/** @type {Fired} */ { flag }) => item(`${flag.finding} ${flag.why}`, flag.sources)),
      ...rec.own.map((/** @type {string} */ id) => item(book.options[id].reassurance, book.options[id].sources)),
    ];
    const isWorthSaying = (/** @type {Change} */ change) => !change.edits.some(({ atom, value }) => atom.startsWith("raised/") && change.verdict < verdict && value !== "fixed");
    const told = once(rec.changes.filter(isWorthSaying).map((/** @type {Change} */ change) => put(wording.if, clauseOf(change, rec.fired), wording.acts[change.verdict])));
    const changing = rec.fires_danger ? [wording.nothing_changes] : told.length > 8 ? [...told.slice(0, 8), wording.and_more] : told.length ? told : [wording.no_change];
    return Object.entries({
      changes: items(/** @type {string[]} */ (changing)),
      open: items(rec.open.map((/** @type {string} */ prompt) => wording.asks[prompt])),
      afterwards: items(rec.next_steps),
      lines: items(rec.exits.slice(0, 4).map((/** @type {Line} */ line) => quoted(line.text))),
      schools: items(rec.schools ? [wording.other_school] : []),
      why: why.length ? why : items([rec.meaning]),
      also: items(rec.also.map((/** @type {string} */ id) => flagById[id].finding)),
      harmless: items(rec.reassurances.slice(0, 6)),
      trust: items([book.trust]),
    }).filter(([, held]) => held.length).map(([key, held]) => ({ title: wording.more[key], items: held }));
  }

  return { recommend, linesFor };
}
