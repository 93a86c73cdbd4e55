// @ts-check
// Asking on a page: the log of answers, which screen comes next, what is on it, and options found by own words.

/** @typedef {{prompt: string, answers: Answers | null}} Happened */
/** @typedef {{key: string, text: string, answers: [string, string][], atom: string}} Choice */
/** @typedef {{prompt: string, kind: string, title: string, intro: string, note: string, choices: Choice[], commands: [string, string][]}} Shown */

/** Records from columns; where a column has `known` values, it only tells which. @param {Record<string, [any[], any[]]>} table @returns {any[]} */
function unpacked(table) {
  const columns = Object.entries(table);
  return columns[0][1][1].map((_, at) => Object.fromEntries(columns.map(([key, [known, values]]) => [key, known.length ? known[values[at]] : values[at]])));
}

/** What finds options by own words, for each book. @type {WeakMap<any, (typed: string) => any[]>} */
const finders = new WeakMap();

/** A questionnaire under way, for one role. @param {any} data @param {string} role */
function newAsking(data, role) {
  const pack = data.packs[role];
  const listed = unpacked(pack.options);
  const options = Object.fromEntries(listed.map((option) => [option.id, option]));
  const idOf = (/** @type {number | string} */ place) => (typeof place === "number" ? listed[place].id : place);
  const lines = unpacked(pack.lines).map((line) => ({ ...line, fits: line.fits.map(idOf), text: line.beats.join(" ") }));
  const flags = unpacked(pack.flags).map((flag) => {
    const id = idOf(flag.id);
    return { ...flag, id, reads: flag.reads.length ? flag.reads.map(idOf).sort() : [id] };
  });
  const topics = pack.topics.map((/** @type {any} */ topic) => ({ ...topic, options: listed.filter(({ id, topic: home }) => home === topic.id && !pack.signs.includes(id)).map(({ id }) => id) }));
  const screens = Object.fromEntries(unpacked(pack.screens).map((screen) => [screen.prompt, screen]));
  const book = { ...pack, options, lines, screens, flags, topics };
  const engine = newEngine(book);
  const outlook = newOutlook(engine);
  const counsel = newCounsel(engine, outlook);
  const { topicById, atomsOf } = engine;
  /** @type {Happened[]} */
  let events = [];
  /** @type {Answers} */
  let given = book.given;

  /** The last answer to each prompt that was not taken back, in the order in which they were given. */
  function standing() {
    /** @type {Map<string, Answers>} */
    const last = new Map();
    for (const { prompt, answers } of events) {
      last.delete(prompt);
      if (answers) last.set(prompt, answers);
    }
    return last;
  }

  /** The answers that count now: each prompt must apply where it stands. @returns {Answers} */
  function answers() {
    const last = standing();
    const now = { ...given };
    for (const prompt of book.prompts) if (last.has(prompt) && applies(prompt, now)) Object.assign(now, last.get(prompt));
    return now;
  }

  /** Whether a prompt makes sense given the answers to earlier ones. Danger always does. @param {string} prompt @param {Answers} now */
  function applies(prompt, now) {
    if (prompt === "signs") return engine.signsApply(now);
    if (prompt === "meet-again") return engine.situation(now).wouldNot;
    if (prompt.startsWith("raised/")) return engine.raiseApplies(prompt.slice(7), now);
    return prompt === "danger" || !topicById[prompt] || engine.isOpen(prompt, now) === true;
  }

  /** The next prompt worth asking. A *stay* is not told before every topic that was ticked has been looked at. */
  function next() {
    const now = answers();
    const { settled, prompt } = outlook.next(now, book.order);
    if (!settled || engine.decide(now).verdict !== STAY) return prompt || null;
    const unseen = outlook.waiting(now);
    return book.order.find((/** @type {string} */ each) => topicById[each] && unseen.includes(each)) || null;
  }

  /** @param {string} prompt @returns {Shown} */
  function screen(prompt) {
    const { kind, title, intro, note, commands, choices } = book.screens[prompt];
    const text = (/** @type {string} */ atom) => options[atom]?.known || options[atom]?.text || topicById[atom.slice(7)].title;
    const atoms = prompt === "danger" || kind === "many" ? atomsOf(prompt) : [];
    const numbered = atoms.map((/** @type {string} */ atom, /** @type {number} */ at) => ({ key: String(at + 1), text: text(atom), answers: prompt === "danger" ? [[atom, YES]] : [], atom: prompt === "danger" ? "" : atom }));
    const others = choices.map((/** @type {any[]} */ [key, said, means]) => ({ key, text: said, answers: means, atom: "" }));
    return { prompt, kind, title, intro, note, choices: [...numbered, ...others], commands: commands.filter((/** @type {string[]} */ [key]) => key !== "b" || standing().size) };
  }

  /** @param {string} prompt */
  function why(prompt) {
    const { title, paragraphs } = book.screens[prompt].why;
    const { fired } = engine.situation(answers());
    const mended = prompt.startsWith("raised/") ? engine.flags.filter((flag) => `raised/${flag.topic}` === prompt && flag.bit & fired && flag.fixed_when) : [];
    const harmless = (topicById[prompt]?.reassurances || []).map((/** @type {string[]} */ [what, because]) => `${what}: ${because}`);
    return { title, paragraphs: [...paragraphs, ...harmless, ...mended.map((flag) => book.wording.mended.replace("{}", () => flag.fixed_when))] };
  }

  /** What is looked for: a line for what was ticked, else one for this channel, else one to leave with. @param {{purpose: string, tone: string, channel: string}} wish @returns {Line[]} */
  function toLeave({ purpose, tone, channel }) {
    const rec = counsel.recommend(answers());
    const manner = { ...rec.manner, tone: tone || "warm", channel };
    const found = counsel.linesFor(purpose, rec.about, rec.topics, manner);
    const best = purpose === "exit" && !tone && !channel && rec.to_leave ? [rec.to_leave] : [];
    const all = once([...best, ...(found.length ? found : counsel.linesFor(purpose, rec.about, rec.topics, { ...manner, channel: "" }))]);
    return all.length ? all : counsel.linesFor("exit", rec.about, rec.topics, { ...manner, channel: "" });
  }

  return {
    wording: book.wording,
    next, screen, why, answers, toLeave,
    trust: () => book.trust,
    asked: () => [...standing().keys()],
    topic: (/** @type {string} */ id) => topicById[id],
    gate: (/** @type {string} */ id) => `topics/${id}`,
    outlook: () => outlook.outlook(answers()),
    /** @param {string} prompt @param {Answers} said */
    answer: (prompt, said) => void events.push({ prompt, answers: said }),
    /** @param {string} prompt */
    takeBack: (prompt) => void events.push({ prompt, answers: null }),
    back() {
      const prompt = [...standing().keys()].pop();
      if (prompt) events.push({ prompt, answers: null });
      return prompt;
    },
    /** @param {string} prompt @returns {Answers} what was last answered, even if it was taken back */
    lastSaid: (prompt) => events.filter((event) => event.prompt === prompt && event.answers).pop()?.answers || {},
    /** @param {Answers} said */
    restore(said) {
      events = [];
      given = said;
    },
    /** @param {Answers} [unsent] */
    recommend: (unsent = {}) => counsel.recommend({ ...answers(), ...unsent }),
    /** @param {string} typed */
    find: (typed) => {
      const find = finders.get(pack) || newFinder(book, engine);
      finders.set(pack, find);
      return find(typed);
    },
  };
}

/** Finds options by a person's own words, as interview_coach/engine/search.py does. @param {any} book @param {ReturnType<typeof newEngine>} engine */
function newFinder(book, { topicById, flagById }) {
  const ignored = new Set(book.search.ignored);
  /** @type {{id: string, texts: [number, string[]][]}[]} */
  const options = book.topics.flatMap((/** @type {any} */ topic) => topic.options).map((/** @type {string} */ id) => {
    const { text, also, topic } = book.options[id];
    const flag = flagById[id];
    const about = [[1, text], ...(flag ? [[0.6, flag.finding], [0.25, flag.why]] : []), [0.25, topicById[topic].title]];
    const called = also.split("|").filter(Boolean).map((/** @type {string} */ words) => [1, words.split(" ")]);
    return { id, texts: [...called, ...about.map(([weight, words]) => [weight, wordsOf(words)])] };
  });
  /** In how many options a word stands. @type {Map<string, number>} */
  const uses = new Map();
  for (const { texts } of options) for (const word of new Set(texts.flatMap(([, words]) => words))) uses.set(word, (uses.get(word) || 0) + 1);

  /** @param {string} text @returns {string[]} */
  function wordsOf(text) {
    const words = text.toLowerCase().replace(/['\u2019]/g, "").match(/[\p{L}\p{N}]+/gu) || [];
    return once(words.filter((word) => !ignored.has(word)).map((word) => word.replace(/(?<=...)(ing|ed|es|s)$/u, "")));
  }

  /** The words of the book that can be taken for this one, each with how well. @param {string} word @returns {Map<string, number>} */
  function alikeTo(word) {
    if (word.length < 4) return new Map(uses.has(word) ? [[word, 1]] : []);
    const near = [...uses.keys()].filter((other) => other.length >= 4).map((other) => /** @type {[string, number]} */ ([other, jaroWinkler(word, other, book.search.alike)]));
    return new Map(near.filter(([, score]) => score >= book.search.alike).map(([other, score]) => [other, score ** 2]));
  }

  const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);

  return (/** @type {string} */ typed) => {
    const words = wordsOf(typed).slice(0, 40);
    const alike = words.map(alikeTo);
    if (!alike.some((others) => others.size)) return [];
    const rarity = alike.map((others) => Math.min(...[...others.keys()].map((word) => Math.log(1 + options.length / (uses.get(word) || 1))), ...(others.size ? [] : [Math.log(1 + options.length) / 2])));
    const total = sum(rarity);
    const scored = options.map(({ id, texts }) => {
      const best = alike.map(() => 0);
      let closest = 0;
      for (const [weight, text] of texts) {
        const hits = alike.map((others) => Math.max(0, ...text.map((word) => others.get(word) || 0)));
        hits.forEach((hit, at) => { best[at] = Math.max(best[at], weight * hit); });
        if (weight === 1 && hits.some(Boolean)) {
          const told = sum(hits.map((hit, at) => rarity[at] * hit)) / total;
          const held = sum(text.map((word) => Math.max(0, ...alike.map((others) => others.get(word) || 0)))) / text.length;
          closest = Math.max(closest, (2 * told * held) / (told + held));
        }
      }
      return { id, score: sum(best.map((hit, at) => rarity[at] * hit)) / total + closest / 2 };
    });
    const found = sorted(scored.filter(({ score }) => score > book.search.least), ({ score }) => [-Math.round(score * 1e9)]).slice(0, 9);
    return sorted(found, ({ id, score }) => [-Math.floor(score * 10 + 0.5), book.options[id].topic !== "danger"])
      .map(({ id, score }) => ({ id, text: book.options[id].text, topic: book.options[id].topic, score }));
  };
}

/** How alike two words are: 0 to 1, more where they begin the same; 0 where that cannot reach `least`. @param {string} one @param {string} two @param {number} least */
function jaroWinkler(one, two, least) {
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  let same = 0;
  while (same < 4 && same < short.length && one[same] === two[same]) same += 1;
  const whole = (/** @type {number} */ jaro) => (jaro > 0.7 ? jaro + same * 0.1 * (1 - jaro) : jaro);
  if (whole((2 + short.length / long.length) / 3) < least) return 0;
  const reach = Math.max(0, Math.floor(long.length / 2) - 1);
  /** @type {boolean[]} */
  const taken = [];
  let matched = "";
  for (let at = 0; at < one.length; at += 1) {
    for (let there = Math.max(0, at - reach); there <= at + reach && there < two.length; there += 1) {
      if (one[at] !== two[there] || taken[there]) continue;
      taken[there] = true;
      matched += one[at];
      break;
    }
  }
  const partners = [...two].filter((_, at) => taken[at]);
  const swapped = Math.floor(partners.filter((letter, at) => letter !== matched[at]).length / 2);
  const many = matched.length;
  return many ? whole((many / one.length + many / two.length + (many - swapped) / many) / 3) : 0;
}
