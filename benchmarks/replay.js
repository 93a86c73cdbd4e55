// Does on the page what Python did, and tells where the page says or shows anything else.

/** What a recommendation says, in the order in which Python writes it down. */
function written(rec) {
  const line = (each) => (each ? [each.text, each.if_they_push, each.body] : null);
  return {
    verdict: rec.verdict, row: rec.row, action: rec.action, headline: rec.headline, meaning: rec.meaning, settled: rec.settled, open: rec.open,
    flags: rec.fired.map(({ flag, level, state }) => [flag.id, level, state]),
    doubts: rec.doubts.map((flag) => flag.id),
    decided_by: [rec.deciding.row.id, rec.deciding.flags, rec.deciding.doubts, rec.deciding.context, rec.deciding.ownState, rec.deciding.ownReason],
    also: rec.also, do_now: rec.do_now, cannot_leave: rec.cannot_leave, say_now: rec.say_now.map(line), exits: rec.exits.map(line),
    to_leave: line(rec.to_leave), if_refused: line(rec.if_refused), next_steps: rec.next_steps,
    changes: rec.changes.map(({ edits, verdict, row }) => [edits.map(({ atom, value }) => [atom, value]), verdict, row]),
    reassurances: rec.reassurances, blocks: [0, 1].map((nth) => rec.blocks(nth).map(({ label, text, style, needed }) => [label, text, style, needed])),
    more: rec.more().map(({ title, items }) => [title, items.map(({ text, sources }) => [text, sources])]),
  };
}

/** The texts that stand on the page. */
const textsOf = (selector) => [...byId("page").querySelectorAll(selector)].map((node) => node.textContent).filter(Boolean);

/** What is drawn of a question, page by page. */
function drawnQuestion(prompt) {
  const pages = Math.max(1, Math.ceil(asking.screen(prompt).choices.filter(({ key }) => !FIXED.includes(key)).length / 9));
  return Array.from({ length: pages }, (_, page) => {
    ask(prompt, page);
    return textsOf("h1, .soft, .choices span:not([data-more]), .strong");
  });
}

/** What is drawn of a result, and of what stands behind *more*. */
function drawnResult(rec) {
  const inner = asking;
  asking = { ...inner, recommend: () => rec };
  result();
  const drawn = textsOf(".verdict h1, .verdict p, section > h2, section > p:not(.set), section > blockquote");
  more(rec, 0, home);
  asking = inner;
  return { drawn, drawn_more: textsOf(":scope > h2, li") };
}

/** What the page says after an act. */
function saidAfter(what, given) {
  if (what === "find") return { found: asking.find(...given).map(({ id }) => id) };
  if (what === "recommend") {
    const rec = asking.recommend(...given);
    return { ...written(rec), ...drawnResult(rec) };
  }
  const prompt = asking.next();
  const outlook = asking.outlook();
  return { prompt, screen: prompt && asking.screen(prompt), why: prompt && asking.why(prompt), drawn: prompt && drawnQuestion(prompt), settled: outlook.settled, open: outlook.open, asked: asking.asked(), answers: Object.entries(asking.answers()).sort() };
}

/** The first place where a walk differs. A walk is a list of steps: what was done, and what Python then said. */
function difference(walk) {
  unsent = new Map();
  asking.restore({});
  for (const [at, { act, said }] of walk.entries()) {
    const [what, ...given] = act;
    if (what === "restore") asking.restore(...given);
    if (what === "answer") asking.answer(...given);
    if (what === "back") asking.back();
    if (what === "take-back") asking.takeBack(...given);
    const got = said && saidAfter(what, given);
    for (const key of Object.keys(said || {})) {
      const [wanted, found] = [said[key], got[key]].map((value) => JSON.stringify(value));
      if (wanted !== found) {
        const from = Math.max(0, [...String(wanted)].findIndex((letter, place) => letter !== found?.[place]) - 80);
        return { at, act, key, wanted: wanted?.slice(from, from + 200), found: found?.slice(from, from + 200) };
      }
    }
  }
  return null;
}

/** Where the walks of one role differ, at most `most`. Without a book it is the one that the page carries. */
function replay({ role, book, walks }, most) {
  document.documentElement.classList.add("covered");
  asking = newAsking(book ? { packs: { [role]: book } } : data, role);
  const found = [];
  for (const walk of walks) {
    const differs = difference(walk);
    if (differs) found.push(differs);
    if (found.length >= most) break;
  }
  return found;
}
