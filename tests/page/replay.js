// Does again what Python did, and tells where the page's brain says anything else.

/** What a recommendation says, in the order in which Python writes it down. */
function written(rec) {
  const line = (each) => (each ? [each.text, each.if_they_push, each.body] : null);
  return {
    verdict: rec.verdict, row: rec.row, headline: rec.headline, meaning: rec.meaning, settled: rec.settled, open: rec.open,
    flags: rec.fired.map(({ flag, level, state }) => [flag.id, level, state]),
    doubts: rec.doubts.map((flag) => flag.id),
    decided_by: [rec.deciding.row.id, rec.deciding.flags, rec.deciding.doubts, rec.deciding.context, rec.deciding.ownState, rec.deciding.ownReason],
    also: rec.also, do_now: rec.do_now, cannot_leave: rec.cannot_leave, say_now: rec.say_now.map(line), exits: rec.exits.map(line),
    to_leave: line(rec.to_leave), if_refused: line(rec.if_refused), next_steps: rec.next_steps,
    changes: rec.changes.map(({ edits, verdict, row }) => [edits.map(({ atom, value }) => [atom, value]), verdict, row]),
    reassurances: rec.reassurances, blocks: [0, 1].map((nth) => rec.blocks(nth).map(({ label, text, style }) => [label, text, style])),
    more: rec.more().map(({ title, items }) => [title, items.map(({ text, sources }) => [text, sources])]),
  };
}

/** Where one walk differs. A walk is a list of steps: what was done, and what Python then said. */
function differences(data, role, walk) {
  const asking = newAsking(data, role);
  for (const [at, { act, said }] of walk.entries()) {
    const [what, ...given] = act;
    let got;
    if (what === "restore") asking.restore(...given);
    if (what === "answer") asking.answer(...given);
    if (what === "back") asking.back();
    if (what === "take-back") asking.takeBack(...given);
    if (what === "recommend") got = written(asking.recommend(...given));
    else if (what === "find") got = { found: asking.find(...given).map(({ id }) => id) };
    else {
      const prompt = asking.next();
      const outlook = asking.outlook();
      got = { prompt, screen: prompt && asking.screen(prompt), why: prompt && asking.why(prompt), settled: outlook.settled, open: outlook.open, asked: asking.asked(), answers: Object.entries(asking.answers()).sort() };
    }
    for (const key of Object.keys(said)) {
      const [wanted, found] = [said[key], got[key]].map((value) => JSON.stringify(value));
      if (wanted !== found) {
        const from = Math.max(0, [...String(wanted)].findIndex((letter, place) => letter !== found?.[place]) - 80);
        return [{ at, act, key, wanted: wanted?.slice(from, from + 200), found: found?.slice(from, from + 200) }];
      }
    }
  }
  return [];
}

/** Where the walks of one role differ, at most five. */
function replay(data, role, walks) {
  const found = [];
  for (const walk of walks) {
    found.push(...differences(data, role, walk));
    if (found.length >= 5) break;
  }
  return found;
}
