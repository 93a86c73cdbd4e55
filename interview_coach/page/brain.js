// @ts-check
// The engine on a page: decides, looks ahead and explains as interview_coach/engine does, from the same data.

/** @typedef {Record<string, string>} Answers an answer for each atom */
/** @typedef {number[]} Part what the gauges of leaving rows read of some answers; signs and scam signs come last */
/** @typedef {{nth: number, ticks: string[], raising: string, answers: Answers}} Completion one of the ways to complete a topic, and which */
/** @typedef {{id: string, bit: bigint, topic: string, severity: number, raising: string, reads: string[]} & Record<string, any>} Flag */
/** @typedef {{flag: Flag, level: number, state: string}} Fired a flag that fires, and what came of raising it */
/** @typedef {{fired: bigint, doubt: bigint, fixed: bigint, waiting: bigint, cannot: bigint, refused: bigint, sustained: bigint, "goes-on": bigint, lasting: bigint,
 *   unsafe: bigint, ownState: bigint, ownReason: bigint, wouldNot: boolean, neverAgain: boolean, shift: number, signs: number}} Situation */
/** @typedef {[measure: string, level: number, byFlag: number, cap: number]} Gauge */

const YES = "yes";
const NO = "no";
const UNSURE = "not-sure";

/** @param {bigint} bits */
function count(bits) {
  let ones = 0;
  for (let left = bits; left; left &= left - 1n) ones += 1;
  return ones;
}

/** @template T @param {Iterable<T>} items @returns {T[]} each once, in order */
const once = (items) => [...new Set(items)];

/** A copy in the order of a key; what has the same key stays in order. @template T @param {T[]} items @param {(item: T) => (number | string | boolean)[]} key */
function sorted(items, key) {
  const keyed = items.map((item) => /** @type {const} */ ([key(item), item]));
  return keyed.sort(([a], [b]) => {
    const at = a.findIndex((value, place) => value !== b[place]);
    return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
  }).map(([, item]) => item);
}

/** What a book decides by. @param {any} book */
function newEngine(book) {
  const mask = (/** @type {string} */ hex) => BigInt(`0x${hex}`);
  const masksOf = (/** @type {Record<string, string>} */ hexes) => Object.fromEntries(Object.entries(hexes).map(([id, hex]) => [id, mask(hex)]));
  /** @type {Record<string, bigint>} */
  const bit = Object.fromEntries(once([...book.flags.map((/** @type {Flag} */ { id }) => id), ...Object.keys(book.options)]).map((/** @type {string} */ id, /** @type {number} */ place) => [id, 1n << BigInt(place)]));
  const is = masksOf(book.masks);
  const inTopic = masksOf(book.topic_masks);
  const atLeast = book.at_least.map(mask);
  const pairs = (/** @type {string[][]} */ hexes) => hexes.map((pair) => pair.map(mask));
  const lasting = pairs(book.lasting);
  const treatments = pairs(book.treatments);
  /** @type {Flag[]} */
  const flags = book.flags;
  for (const flag of flags) flag.bit = bit[flag.id];
  const flagById = Object.fromEntries(flags.map((flag) => [flag.id, flag]));
  const composites = flags.filter((flag) => flag.fires_if);
  /** @type {Gauge[][]} what leaving rows read, and what the others do; each up to the most that a row wants */
  const [gauges, stayGauges] = book.gauges;
  const ordinary = book.topics.filter((/** @type {any} */ topic) => topic.id !== "danger");
  /** @type {Record<string, any>} */
  const topicById = Object.fromEntries(book.topics.map((/** @type {any} */ topic) => [topic.id, topic]));

  /** Whether a condition is known to hold: the bit of a mitigating option says that it was answered *no*. @param {any} condition @param {bigint} bits @returns {boolean} */
  function holds(condition, bits) {
    const [kind, parts, least] = condition;
    if (kind === "option") return Boolean(bits & bit[parts]);
    const held = parts.filter((/** @type {any} */ part) => holds(part, bits)).length;
    return held >= (kind === "all" ? parts.length : kind === "at-least" ? least : 1);
  }

  /** How far what stands adds up to a scam. @param {bigint} fired @param {bigint} fixed */
  const scam = (fired, fixed) => count(is.scam_one & fired & ~fixed) + 2 * count(is.scam_two & fired & ~fixed);

  /** What the policy reads of answers. @param {Answers} answers @param {string} [need] @returns {Situation} */
  function situation(answers, need = "") {
    let [ticked, unsure, denied, goneOn] = [0n, 0n, 0n, 0n];
    /** @type {Record<string, bigint> & Pick<Situation, "fixed" | "waiting" | "cannot" | "refused" | "goes-on" | "unsafe">} */
    const came = { fixed: 0n, waiting: 0n, cannot: 0n, refused: 0n, "goes-on": 0n, unsafe: 0n };
    let wouldNot = answers["would-take"] === NO;
    for (const [atom, value] of Object.entries(answers)) {
      const option = book.options[atom];
      if (option) {
        if (value === option.worse) ticked |= bit[atom];
        else if (value === UNSURE) unsure |= bit[atom];
        else denied |= bit[atom];
        if (value === YES && option.says_no) wouldNot = true;
      } else if (value in came && atom.startsWith("raised/")) {
        const raised = inTopic[atom.slice(7)] & is.raisable;
        came[value] |= raised;
        if (value === "goes-on" || value === "unsafe") came.refused |= raised;
      }
    }
    const unmended = ticked & ~came.fixed;
    let fired = ticked & is.flags;
    for (const flag of composites) if (holds(flag.fires_if, unmended)) fired |= flag.bit;
    for (const [option, moved] of lasting) if (ticked & option) goneOn |= moved;
    let sustained = goneOn;
    for (const [treated, moved] of treatments) if (count(unmended & treated) > 1) sustained |= moved;
    let doubt = unsure & is.flags;
    if (is.asked_signs && (denied & is.asked_signs) === is.asked_signs) doubt &= ~is.on_screen;
    const signs = count(ticked & is.weak) + 2 * count(ticked & is.strong);
    if (signs || came.unsafe & fired || unsure & is.asked_signs) doubt |= is.unsure;
    for (const [id, least] of book.by_signs) if (signs >= least) fired |= bit[id];
    const found = scam(fired, came.fixed);
    for (const [id, least] of book.by_scam) if (found >= least) fired |= bit[id];
    const needs = answers.need || need;
    return {
      fired, doubt: doubt & ~fired, ...came, sustained, lasting: goneOn, ownState: ticked & is.own_state, ownReason: ticked & is.own_reason,
      wouldNot, neverAgain: answers["meet-again"] === NO, shift: needs === "high" ? -1 : needs === "alternatives" ? 1 : 0, signs,
    };
  }

  /** Masks of the fired flags at or above note, concern, serious, dealbreaker. @param {Situation} now */
  function levels(now) {
    const [notes, concerns, serious, breakers] = atLeast;
    const moved = now.sustained | now.refused;
    const twice = now.sustained & now.refused;
    return [notes, concerns | is.own | (notes & moved), serious | is.own | (concerns & moved) | (notes & twice),
      breakers | is.own | (serious & moved) | (concerns & twice)].map((each) => each & now.fired);
  }

  /** @param {Situation} now */
  const standing = (now) => now.fired & ~now.fixed & ~is.danger;
  /** @param {Situation} now */
  const ripe = (now) => standing(now) & (~is.required | now.cannot | now.refused | now.sustained);

  /** What rows can read, as flags that are counted, or as a number. @type {Record<string, (now: Situation) => bigint | number>} */
  const MEASURES = {
    danger: (now) => (now.fired & is.danger ? 2 : now.doubt & is.danger ? 1 : 0),
    abuse: (now) => (standing(now) & ((is.abuse & now.refused & ~now["goes-on"]) | (is.grave_abuse & (now.lasting | now["goes-on"]))) ? 1 : 0),
    scam: (now) => scam(now.fired, now.fixed),
    own_reason: (now) => (now.ownReason ? 1 : 0),
    own_state: (now) => (now.ownState ? 1 : 0),
    ripe_itself: ripe,
    ripe,
    insisted: (now) => standing(now) & (now.refused | now.sustained),
    standing,
    to_raise: (now) => standing(now) & is.raisable & ~(now.waiting | now.cannot | now.refused),
    waiting: (now) => standing(now) & now.waiting,
    leaning: (now) => book.profile.stance + now.shift,
    would_take: (now) => (now.wouldNot ? 1 : 0),
    meet_again: (now) => (now.neverAgain ? 1 : 0),
  };

  /** @param {Gauge} gauge @param {Situation} now @param {bigint[]} levelled */
  function read([measure, level, byFlag, cap], now, levelled) {
    const value = MEASURES[measure](now);
    if (typeof value === "number") return Math.min(cap, value);
    const counted = value & (measure === "ripe_itself" ? atLeast[level - 1] | is.own : levelled[level - 1]);
    if (byFlag || !counted) return Math.min(cap, count(counted));
    return Math.min(cap, Object.values(inTopic).filter((topic) => topic & counted).length);
  }

  /** @param {Situation} now @param {Gauge[]} by @returns {Part} */
  function readings(now, by = gauges) {
    const levelled = levels(now);
    return by.map((gauge) => read(gauge, now, levelled));
  }

  /** The first row, of those to leave or of the others, whose thresholds are all reached. @param {boolean} leaves @param {Part} part */
  const first = (leaves, part) => book.rows.find((/** @type {any} */ row) => row.verdict > 0 === leaves && book.wants[row.id].every((/** @type {number[]} */ [place, least]) => part[place] >= least));

  /** The policy row that decides. @param {Situation} now */
  const row = (now) => first(true, readings(now)) || first(false, readings(now, stayGauges));

  /** @param {Answers} answers */
  const decide = (answers) => row(situation(answers, book.profile.need));

  /** Whether danger signs are asked: the danger screen was answered, and not surely. @param {Answers} answers */
  function signsApply(answers) {
    const given = topicById.danger.options.map((/** @type {string} */ id) => answers[id]);
    return given.includes(UNSURE) && !given.includes(YES) && !given.includes(undefined);
  }

  /** Whether a topic's questions apply; undefined while that is still to be answered. @param {string} topic @param {Answers} answers */
  function isOpen(topic, answers) {
    if (answers[`topics/${topic}`] === YES || topicById[topic].options.some((/** @type {string} */ id) => id in answers)) return true;
    return `topics/${topic}` in answers ? false : undefined;
  }

  /** Whether a flag of the topic that can be raised fires. @param {string} topic @param {Answers} answers */
  const raiseApplies = (topic, answers) => Boolean(situation(answers).fired & inTopic[topic] & is.raisable);

  /** @param {string} prompt @returns {string[]} what it answers at once */
  function atomsOf(prompt) {
    if (prompt === "topics") return ordinary.map((/** @type {any} */ topic) => `topics/${topic.id}`);
    return prompt === "signs" ? book.signs : topicById[prompt] ? topicById[prompt].options : [prompt];
  }

  return { book, bit, is, inTopic, flags, flagById, ordinary, topicById, gauges, situation, levels, scam, readings, first, row, decide, signsApply, isOpen, raiseApplies, atomsOf };
}

/** Whether a verdict is settled, and which prompts can still change it. @param {ReturnType<typeof newEngine>} engine */
function newOutlook(engine) {
  const { book, inTopic, is, ordinary, topicById, situation, signsApply, isOpen, raiseApplies, atomsOf } = engine;
  const profile = book.profile;
  const places = engine.gauges.length;
  const danger = engine.gauges.findIndex(([measure]) => measure === "danger");
  const caps = [...engine.gauges.map(([, , , cap]) => cap), 2, 3];
  const leaning = [...engine.readings(situation({})), 0, 0];
  const nothing = part({});
  /** @type {Map<string, any>} */
  const remembered = new Map();
  /** @type {WeakMap<Part[], Map<number[], Part[]>>} */
  const pruneds = new WeakMap();

  /** What answers add; the stance comes to it when all parts are added up. @param {Answers} answers @returns {Part} */
  function part(answers) {
    const now = situation(answers);
    const read = engine.readings(now).map((value, place) => (engine.gauges[place][0] === "leaning" ? now.shift : value));
    return [...read, Math.min(2, now.signs), Math.min(3, engine.scam(now.fired, now.fixed))];
  }

  /** Both parts together, counted no further than any row counts. Twice in doubt is no more than in doubt. @param {Part} a @param {Part} b @returns {Part} */
  const add = (a, b) => a.map((value, at) => (at === danger ? Math.max(value, b[at]) : Math.min(caps[at], value + b[at])));

  /** The verdict of a part that holds all there is. @param {Part} whole */
  function verdictOf(whole) {
    const read = add(whole, leaning);
    const isSum = book.by_signs.some((/** @type {any} */ [, least]) => read[places] >= least) || book.by_scam.some((/** @type {any} */ [, least]) => read[places + 1] >= least);
    if (isSum) read[danger] = 2;
    return engine.first(true, read)?.verdict ?? 0;
  }

  /** @param {Answers} answers */
  const best = (answers) => engine.decide({
    ...Object.fromEntries(ordinary.filter((/** @type {any} */ topic) => topic.states.length).map((/** @type {any} */ topic) => [`raised/${topic.id}`, "fixed"])),
    ...(signsApply(answers) ? all("signs", NO) : {}), ...(profile.need ? {} : { need: "high" }), ...answers,
  }).verdict;

  /** @param {string} prompt @param {string} value @returns {Answers} */
  const all = (prompt, value) => Object.fromEntries(atomsOf(prompt).map((atom) => [atom, value]));

  /** Whether an option only says what is known already. @param {string} id @param {Answers} answers */
  const isMoot = (id, answers) => book.options[id].says_no && "would-take" in answers;

  /** @param {Answers} answers */
  function worst(answers) {
    /** @type {Answers} */
    const completed = {};
    for (const topic of book.topics) {
      if (topic.id !== "danger" && isOpen(topic.id, answers) === false) continue;
      if (topic.states.length) completed[`raised/${topic.id}`] = topic.states[topic.states.length - 1];
      for (const id of topic.options) if (!isMoot(id, answers)) completed[id] = book.options[id].worse;
    }
    Object.assign(completed, signsApply(answers) ? all("signs", YES) : {}, profile.need ? {} : { need: "alternatives" }, answers);
    if (situation(completed).wouldNot) completed["meet-again"] ??= NO;
    return engine.decide(completed).verdict;
  }

  /** The applicable prompts that are not fully answered, in the order of the book. @param {Answers} answers @returns {string[]} */
  function waiting(answers) {
    const isMissing = (/** @type {string} */ prompt) => atomsOf(prompt).some((atom) => !(atom in answers) && !(topicById[prompt] && prompt !== "danger" && isMoot(atom, answers)));
    return [
      ...(isMissing("danger") ? ["danger"] : []),
      ...(signsApply(answers) && isMissing("signs") ? ["signs"] : []),
      ...(ordinary.some((/** @type {any} */ topic) => isOpen(topic.id, answers) === undefined) ? ["topics"] : []),
      ...ordinary.filter((/** @type {any} */ topic) => isOpen(topic.id, answers)).flatMap((/** @type {any} */ { id }) => [
        ...(isMissing(id) ? [id] : []),
        ...(!(`raised/${id}` in answers) && raiseApplies(id, answers) ? [`raised/${id}`] : []),
      ]),
      ...(!("meet-again" in answers) && situation(answers).wouldNot ? ["meet-again"] : []),
      ...(!("need" in answers) && !profile.need ? ["need"] : []),
    ];
  }

  /** Every way to complete topics that share combinations: what is held of each topic, and what it adds. @param {any} cluster @param {Answers} answers */
  function entries(cluster, answers) {
    const atoms = [...cluster.topics.flatMap((/** @type {string} */ id) => [...atomsOf(id), `raised/${id}`]), "would-take", "meet-again"];
    const known = Object.fromEntries(atoms.filter((atom) => atom in answers).map((atom) => [atom, answers[atom]]));
    const isClosed = cluster.topics.map((/** @type {string} */ id) => isOpen(id, answers) === false);
    const key = JSON.stringify([cluster.topics[0], isClosed, known]);
    let found = remembered.get(key);
    if (!found) {
      found = Object.keys(known).every((atom) => known[atom] === book.given[atom]) ? untouched(cluster, isClosed) : touched(cluster, known, isClosed);
      found.parts = [...new Map(found.map((/** @type {any} */ { part: adds }) => [adds.join(), adds])).values()];
      remembered.set(key, found);
    }
    return found;
  }

  /** What Python found for topics of which nothing is answered; a closed one is as if nothing were ticked. @param {any} cluster @param {boolean[]} isClosed */
  function untouched({ sizes, parts, grid }, isClosed) {
    const read = parts.map((/** @type {string} */ digits) => [...digits].map(Number));
    const steps = sizes.map((/** @type {number} */ _, /** @type {number} */ nth) => sizes.slice(nth + 1).reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1));
    const choicesAt = (/** @type {number} */ at) => sizes.map((/** @type {number} */ size, /** @type {number} */ nth) => ({ nth: Math.floor(at / steps[nth]) % size }));
    return grid.map((/** @type {number} */ place, /** @type {number} */ at) => ({ choices: choicesAt(at), part: read[place] }))
      .filter((/** @type {any} */ { choices }) => choices.every((/** @type {any} */ { nth }, /** @type {number} */ topic) => !isClosed[topic] || !nth));
  }

  /** @param {any} cluster @param {Answers} known @param {boolean[]} isClosed */
  function touched(cluster, known, isClosed) {
    /** @type {Completion[][]} */
    let ways = [[]];
    cluster.topics.forEach((/** @type {string} */ id, /** @type {number} */ nth) => {
      const choices = isClosed[nth] ? [{ nth: 0, ticks: [], raising: "", answers: {} }] : choicesOf(id, known);
      ways = ways.flatMap((way) => choices.map((choice) => [...way, choice]));
    });
    return ways.map((choices) => ({ choices, part: part(Object.assign({}, known, ...choices.map((choice) => choice.answers))) }));
  }

  /** The ways to complete one topic that differ in what they add or share. @param {string} id @param {Answers} known */
  function choicesOf(id, known) {
    const topic = topicById[id];
    const own = Object.fromEntries(Object.entries(known).filter(([atom]) => topic.options.includes(atom) || [`raised/${id}`, "would-take", "meet-again"].includes(atom)));
    const isRaised = raiseApplies(id, known);
    /** @type {Map<string, Completion>} */
    const distinct = new Map();
    for (const choice of completions(topic, known)) {
      const completed = { ...own, ...choice.answers };
      const now = situation(completed);
      const shared = topic.shared.filter((/** @type {string} */ atom) => completed[atom] === book.options[atom].worse && !(engine.bit[atom] & now.fixed));
      const bearing = topic.combines ? [choice.raising, String(now.sustained & inTopic[id])] : [];
      const key = JSON.stringify([part(completed), shared, bearing, isRaised && [choice.ticks, choice.raising]]);
      if (!distinct.has(key)) distinct.set(key, choice);
    }
    return [...distinct.values()].map((choice, nth) => ({ ...choice, nth }));
  }

  /** @param {any} topic @param {Answers} known @returns {Completion[]} */
  function completions(topic, known) {
    const states = topic.states.length && !(`raised/${topic.id}` in known) ? topic.states.filter((/** @type {string} */ state) => state !== "waiting") : [""];
    const lists = topic.worse.map((/** @type {number[]} */ places) => places.map((place) => topic.options[place]).filter((id) => !(id in known) && !isMoot(id, known)).join());
    return once(lists).flatMap((list) => states.flatMap((/** @type {string} */ raising) => {
      const ids = String(list).split(",").filter(Boolean);
      const answers = { ...Object.fromEntries(ids.map((id) => [id, book.options[id].worse])), ...(raising ? { [`raised/${topic.id}`]: raising } : {}) };
      const isNews = situation(answers).wouldNot && !situation(known).wouldNot && !("meet-again" in known);
      const ticks = ids.filter((id) => answers[id] === YES);
      return (isNews ? [YES, NO] : [""]).map((meeting) => ({ nth: 0, ticks, raising, answers: meeting ? { ...answers, "meet-again": meeting } : answers }));
    }));
  }

  /** Whether an answer to this prompt can still change the verdict. @param {string} prompt @param {Answers} answers */
  function isPivotal(prompt, answers) {
    /** @type {Record<string, Part[]>} */
    const alone = { danger: dangerParts(answers), signs: signParts(answers), need: needParts(answers), "meet-again": meetingParts(answers) };
    const isAsked = (/** @type {any} */ cluster) => cluster.topics.some((/** @type {string} */ id) =>
      (prompt === "topics" ? isOpen(id, answers) === undefined : prompt === id || prompt === `raised/${id}`));
    const asked = book.clusters.filter(isAsked);
    const others = book.clusters.filter((/** @type {any} */ cluster) => !asked.includes(cluster));
    const rest = [...Object.keys(alone).filter((id) => id !== prompt).map((id) => alone[id]), ...others.map((/** @type {any} */ cluster) => entries(cluster, answers).parts)];
    if (prompt in alone) return splits(rest, [alone[prompt]]);
    const groups = asked.flatMap((/** @type {any} */ cluster) => groupsOf(cluster, prompt, answers));
    if (prompt !== "topics") return splits(rest, groups);
    const worstOf = (/** @type {Part[]} */ parts) => parts.reduce((a, b) => a.map((value, at) => Math.max(value, b[at])));
    return splits(rest, [[nothing, groups.map(worstOf).reduce(add, nothing)]]);
  }

  /** For each way to answer the rest of the cluster, all that `prompt` can make of it. @param {any} cluster @param {string} prompt @param {Answers} answers @returns {Part[][]} */
  function groupsOf(cluster, prompt, answers) {
    const keeps = cluster.topics.map((/** @type {string} */ id) => {
      if (prompt === id) return (/** @type {Completion} */ choice) => (raiseApplies(id, answers) ? choice.raising : "");
      if (prompt === `raised/${id}`) return (/** @type {Completion} */ choice) => choice.ticks.join();
      return prompt === "topics" && isOpen(id, answers) === undefined ? () => "" : (/** @type {Completion} */ choice) => choice.nth;
    });
    /** @type {Map<string, Set<Part>>} */
    const groups = new Map();
    for (const { choices, part: adds } of entries(cluster, answers)) {
      const key = choices.map((/** @type {Completion} */ choice, /** @type {number} */ nth) => keeps[nth](choice)).join(";");
      groups.set(key, (groups.get(key) || new Set()).add(adds));
    }
    return [...groups.values()].map((parts) => [...parts]);
  }

  /** @param {Answers} answers */
  function dangerParts(answers) {
    const given = Object.fromEntries(atomsOf("danger").filter((atom) => atom in answers).map((atom) => [atom, answers[atom]]));
    const missing = atomsOf("danger").find((atom) => !(atom in answers));
    if (missing) return [NO, UNSURE, YES].map((value) => part({ ...given, [missing]: value }));
    return [signsApply(answers) ? nothing : part(given)];
  }

  /** @param {Answers} answers */
  function signParts(answers) {
    const given = Object.fromEntries([...atomsOf("danger"), ...book.signs].filter((atom) => atom in answers).map((atom) => [atom, answers[atom]]));
    const missing = book.signs.filter((/** @type {string} */ id) => !(id in answers));
    if (!missing.length || !signsApply(answers)) return [part(given)];
    const ends = [NO, UNSURE, YES].map((value) => Object.fromEntries(missing.map((/** @type {string} */ id) => [id, value])));
    return [...ends, ...missing.map((/** @type {string} */ id) => ({ ...ends[0], [id]: YES }))].map((end) => part({ ...given, ...end }));
  }

  /** @param {Answers} answers */
  const needParts = (answers) => (answers.need || profile.need ? [answers.need || profile.need] : ["high", "ordinary", "alternatives"]).map((need) => part({ need }));

  /** @param {Answers} answers */
  const meetingParts = (answers) => ("meet-again" in answers || !situation(answers).wouldNot ? [nothing] : [YES, NO].map((value) => part({ "meet-again": value })));

  /** The least of all sums of one part from each set, for what a row reads. @param {Part[][]} rest @param {number[]} read */
  const sums = (rest, read) => rest.reduce((found, parts) => (parts.length > 1 ? pruned(found.flatMap((a) => least(parts, read).map((b) => add(a, b))), read) : found.map((a) => add(a, parts[0]))), [nothing]);

  /** The least of one set, found once. @param {Part[]} parts @param {number[]} read @returns {Part[]} */
  function least(parts, read) {
    const found = pruneds.get(parts) || new Map();
    pruneds.set(parts, found);
    if (!found.has(read)) found.set(read, pruned(parts, read));
    return found.get(read);
  }

  /** Of the parts that read the same, those above no other one. @param {Part[]} parts @param {number[]} read */
  function pruned(parts, read) {
    /** @type {Map<string, Part[]>} */
    const groups = new Map();
    for (const each of parts) {
      const key = read.map((place) => each[place]).join();
      const kept = groups.get(key) || [];
      if (!kept.some((other) => isBelow(other, each))) groups.set(key, [...kept.filter((other) => !isBelow(each, other)), each]);
    }
    return [...groups.values()].flat();
  }

  /** @param {Part} a @param {Part} b */
  const isBelow = (a, b) => a.every((value, at) => value <= b[at]);

  /** Whether, with some of the rest holding, two of one group lead to different verdicts: tried first with the mildest rest. @param {Part[][]} rest @param {Part[][]} groups */
  function splits(rest, groups) {
    const several = groups.filter((choices) => choices.length > 1);
    const differ = (/** @type {Part} */ other) => several.some((choices) => new Set(choices.map((choice) => verdictOf(add(other, choice)))).size > 1);
    return several.length > 0 && (differ(rest.reduce((sum, [first]) => add(sum, first), nothing)) || book.targets.some((/** @type {number[]} */ read) => sums(rest, read).some(differ)));
  }

  /** What was found out about the answers that were asked about last: screens ask several times. */
  let last = { key: "", settled: false, still: waiting({}), pivots: new Map() };

  /** Whether they settle the verdict, what they still wait for, and whether that can change it. @param {Answers} answers */
  function look(answers) {
    const key = JSON.stringify(answers);
    if (key !== last.key) {
      const settled = best(answers) === worst(answers);
      last = { key, settled, still: settled ? [] : waiting(answers), pivots: new Map() };
    }
    const { settled, still, pivots } = last;
    const canChange = (/** @type {string} */ prompt) => {
      if (!pivots.has(prompt)) pivots.set(prompt, isPivotal(prompt, answers));
      return pivots.get(prompt);
    };
    return { settled, still, canChange };
  }

  return {
    waiting,
    /** Settled or not, and the prompts that can still change the verdict. @param {Answers} answers */
    outlook(answers) {
      const { settled, still, canChange } = look(answers);
      const open = still.filter(canChange);
      return { settled, open: open.length ? open : still };
    },
    /** Settled or not, and the first prompt in this order that can still change the verdict. @param {Answers} answers @param {string[]} order */
    next(answers, order) {
      const { settled, still, canChange } = look(answers);
      const asked = order.filter((prompt) => still.includes(prompt));
      return { settled, prompt: asked.find(canChange) || asked[0] };
    },
  };
}
