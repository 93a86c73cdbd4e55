// @ts-check
// The screens of the page: what the terminal's conversation does, for a thumb.

const SHELF = "list";
const FIXED = ["0", "n"];
/** The commands that are at the thumb, from the left. */
const ROW = "ibxh";
/** What the page says of itself: titles, each with its paragraphs. */
const NOTES = [
  ["hide", "hide-forgets", "come-back"],
  ["yours-alone", "sends-nothing", "not-hidden"],
  ["keep-the-page", "keep-it-at-hand"],
];
/** @typedef {Set<string>} Ticks */
/** @type {any} */
let data;
let role = "";
/** The country whose numbers are shown, as long as the page is open. */
let place = "";
/** @type {any} */
let asking;
/** What is ticked but not yet sent, by prompt. @type {Map<string, Ticks>} */
let unsent = new Map();
let wish = { tone: "", channel: "", purpose: "exit", nth: 0 };

/** @type {Command} */
const HIDE = { key: "h", get text() { return does("h-short"); }, run: () => hide() };

/** Printing what this screen shows. @param {() => void} [show] @returns {Command} */
function printing(show) {
  return { key: "p", text: does("p"), place: "quiet", run: () => { show?.(); print(); } };
}

/** @param {() => void} run @param {string} [text] @returns {Command} */
function back(run, text = does("b")) {
  return { key: "b", text, run };
}

/** The way to a line, and from there back again. @param {() => void} from @returns {Command} */
function aLine(from) {
  return { key: "x", text: does("x-danger"), run: () => line(from) };
}

function begin() {
  data = JSON.parse(byId("data").textContent || "");
  place = data.plan?.country || "";
  forgetAll();
  home();
  setTimeout(warmUp, 500);
}

/** While the person reads, go once the ways that a tap will take: what has run before runs fast. */
function warmUp() {
  const trial = newAsking(data, role);
  /** @param {string} prompt @param {string} ticked */
  const tick = (prompt, ticked) => trial.answer(prompt, Object.fromEntries(trial.screen(prompt).choices
    .flatMap(({ atom, key, answers }) => (atom ? [[atom, atom === ticked ? "yes" : "no"]] : key === "0" ? answers : []))));
  const [topic] = data.packs[role].order.filter((/** @type {string} */ prompt) => trial.topic(prompt));
  const ways = [
    () => tick("danger", ""), () => trial.next(), () => tick("topics", trial.gate(topic)), () => trial.next(),
    () => tick(topic, trial.screen(topic).choices[0].atom), () => trial.next(),
    () => trial.recommend().atOnce(), () => trial.recommend().more(), () => trial.toLeave(wish), () => trial.find("shouted at me"),
  ];
  const go = () => {
    ways.shift()?.();
    if (ways.length) setTimeout(go, 30);
  };
  go();
}

/** As when the page was opened: not even who the person is remains. */
function forgetAll() {
  role = data.roles[0];
  forget();
}

/** Begin afresh: no answer, no tick and no wish is left. */
function forget() {
  unsent = new Map();
  wish = { tone: "", channel: "", purpose: "exit", nth: 0 };
  asking = newAsking(data, role);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a key does, by its name in the words of the rules. @param {string} name */
function does(name) {
  return capital(data.words.keys[name]);
}

/** What the page says, by its name in the words of the rules, with its braces filled. @param {string} name @param {...unknown} values @returns {string} */
function says(name, ...values) {
  return values.reduce((/** @type {string} */ text, value) => text.replace("{}", () => String(value)), data.words.page[name]);
}

/** Choices below one another, each with its digit. @param {[string, string, () => void][]} choices @param {string} [kind] */
function choicesOf(choices, kind = "choices") {
  const rows = choices.map(([key, text, run]) =>
    el("li", {}, el("button", { type: "button", onclick: run }, el("b", {}, key), el("span", {}, text))));
  return el("ul", { class: kind, role: "list" }, ...rows);
}

/** A screen of things to choose from. @param {string} title @param {string} intro @param {[string, () => void][]} options @param {Command[]} commands */
function menu(title, intro, options, commands) {
  const choices = options.map(([text, run], at) => /** @type {[string, string, () => void]} */ ([String(at + 1), text, run]));
  draw({
    title,
    body: [...(intro ? [el("p", { class: "soft" }, intro)] : []), choicesOf(choices)],
    commands,
    answer: (key) => press(choices.find(([digit]) => digit === key)),
  });
}

/** @param {[string, string, () => void] | undefined} choice */
function press(choice) {
  choice?.[2]();
  return Boolean(choice);
}

/** @param {string} title @param {string[]} paragraphs @param {() => void} from */
function notice(title, paragraphs, from) {
  draw({
    title,
    body: paragraphs.map((text) => el("p", {}, text)),
    commands: [{ key: "Enter", text: does("Enter"), place: "main", run: from }, back(from), aLine(from), HIDE],
  });
}

// -- the first screen ---------------------------------------------------------------------------------------

/** Danger first, as in the terminal; and how to come back, before anyone hides. */
function home() {
  ask("danger");
  tell(says("hidden"));
}

/** Who the person may be; choosing begins with the questions of that side. @param {() => void} from */
function sides(from) {
  const options = data.roles.map((/** @type {string} */ id) => [data.packs[id].switch_text, () => { role = id; forget(); home(); }]);
  menu(says("who"), "", options, [back(from), aLine(() => sides(from)), HIDE]);
}

/** On to the next question, or to the result. @param {string | null} [pending] */
function go(pending) {
  const prompt = pending || asking.next();
  if (prompt) ask(prompt);
  else result();
}

// -- questions ----------------------------------------------------------------------------------------------

/** @param {string} prompt @param {number} [page] */
function ask(prompt, page = 0) {
  const screen = asking.screen(prompt);
  const ticked = ticksOf(prompt);
  unsent.set(prompt, ticked);
  const numbered = screen.choices.filter((/** @type {any} */ choice) => !FIXED.includes(choice.key));
  const here = numbered.slice(page * 9, page * 9 + 9);
  const fixed = screen.choices.filter((/** @type {any} */ choice) => FIXED.includes(choice.key));
  const isMany = screen.kind === "many";
  let none = false;
  /** @type {Map<string, HTMLElement>} */
  const buttons = new Map();

  const send = (/** @type {Record<string, string>} */ answers) => {
    unsent.delete(prompt);
    asking.answer(prompt, answers);
    go();
  };
  const ticks = (/** @type {string} */ rest) => Object.fromEntries(screen.choices.filter((/** @type {any} */ c) => c.atom)
    .map((/** @type {any} */ c) => [c.atom, ticked.has(c.atom) ? "yes" : rest]));
  const show = () => {
    for (const choice of [...here, ...fixed]) {
      const isOn = choice.atom ? ticked.has(choice.atom) : none;
      if (isMany && choice.key !== "n") buttons.get(choice.key)?.setAttribute("aria-pressed", String(isOn));
    }
    const more = byId("keys").parentElement?.parentElement?.querySelector("[data-more]");
    if (more) more.textContent = moreText();
  };
  const press = (/** @type {any} */ choice) => {
    tell("");
    if (!isMany) return send(Object.fromEntries(choice.answers));
    if (choice.key === "n") return send(ticks("not-sure"));
    if (choice.key === "0") {
      none = !none;
      ticked.clear();
    } else {
      none = false;
      if (!ticked.delete(choice.atom)) ticked.add(choice.atom);
    }
    show();
  };
  const moreText = () => {
    const unseen = [...ticked].filter((atom) => !here.some((/** @type {any} */ choice) => choice.atom === atom)).length;
    const goesOn = page * 9 + 9 < numbered.length ? says("more") : says("first-ones");
    return unseen ? says("ticked", goesOn, unseen) : goesOn;
  };
  const turn = () => ask(prompt, page * 9 + 9 < numbered.length ? page + 1 : 0);
  const goOn = () => {
    if (ticked.size || none) send(ticks("no"));
    else tell(says("danger-none-ticked", fixed.find((/** @type {any} */ choice) => choice.key === "0").text));
  };
  const row = (/** @type {any} */ choice, /** @type {number} */ at) => {
    const digit = FIXED.includes(choice.key) ? choice.key : String(at + 1);
    const node = el("button", { type: "button", onclick: () => press(choice) }, el("b", {}, digit), el("span", {}, choice.text));
    buttons.set(choice.key, node);
    return el("li", {}, node);
  };
  const list = el("ul", { class: "choices", role: "list" }, ...here.map(row));
  if (numbered.length > 9) {
    list.append(el("li", {}, el("button", { type: "button", class: "more", onclick: turn }, el("b", {}, "+"), el("span", { "data-more": true }, moreText()))));
  }
  const again = () => ask(prompt, page);
  draw({
    title: screen.title,
    body: [
      el("p", { class: "soft" }, screen.intro),
      list,
      el("ul", { class: "choices pair", role: "list" }, ...fixed.map(row)),
      ...[screen.note, prompt === "topics" && data.plan?.role === role && data.plan.note].filter(Boolean).map((text) => el("p", { class: "strong" }, text)),
    ],
    commands: [
      ...(isMany ? [{ key: "Enter", text: does("Enter"), place: /** @type {"main"} */ ("main"), run: goOn }] : []),
      ...screen.commands.filter((/** @type {[string, string]} */ [key]) => key !== "i" || data.roles.length > 1)
        .map((/** @type {[string, string]} */ [key, text]) => command(key, text)),
      ...(prompt === "danger" ? [{ key: "m", text: does("m"), place: /** @type {"quiet"} */ ("quiet"), run: others }] : []),
    ].sort((a, b) => ROW.indexOf(a.key) - ROW.indexOf(b.key)),
    isGrave: prompt === "danger" || prompt === "signs",
    answer: (key) => {
      if (key === "+" && numbered.length > 9) return turn(), true;
      const choice = FIXED.includes(key) ? fixed.find((/** @type {any} */ each) => each.key === key) : here[Number(key) - 1];
      if (choice) press(choice);
      return Boolean(choice);
    },
  });
  show();

  /** @param {string} key @param {string} text @returns {Command} */
  function command(key, text) {
    const run = {
      b: () => go(asking.back()),
      x: () => line(again),
      h: hide,
      "?": () => { const why = asking.why(prompt); notice(why.title, why.paragraphs, again); },
      t: () => result(new Set(ticked), again),
      i: () => sides(again),
      "/": () => words(prompt, again),
    }[key] || again;
    const place = ROW.includes(key) ? "row" : "quiet";
    return { key, text: key === "x" ? does("x-danger") : key === "h" ? HIDE.text : capital(text), run, place };
  }
}

/** What is ticked on a screen: not yet sent, else as it was last answered. Danger is never ticked beforehand. @param {string} prompt @returns {Ticks} */
function ticksOf(prompt) {
  const before = prompt === "danger" ? {} : asking.lastSaid(prompt);
  return unsent.get(prompt) || new Set(Object.keys(before).filter((atom) => before[atom] === "yes"));
}

// -- own words ----------------------------------------------------------------------------------------------

/** @param {string} prompt @param {() => void} from */
function words(prompt, from) {
  const { own_words_title: title, own_words_ask: asked, own_words_hint: hint } = data.words;
  const input = el("input", { type: "text", id: "words", autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "300", "aria-describedby": "hint" });
  const find = () => {
    const text = /** @type {HTMLInputElement} */ (input).value;
    if (text.trim()) fits(prompt, asking.find(text), from);
    else tell(hint);
  };
  input.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Enter" && isMeant(event)) find();
  });
  draw({
    title: capital(title.toLowerCase()),
    body: [el("label", { class: "field" }, asked, input), el("p", { class: "soft", id: "hint" }, hint)],
    commands: [
      { key: "Enter", text: does("Enter-find"), place: "main", run: find },
      { key: "?", text: does("?"), place: "quiet", run: () => notice(data.words.why_title, [data.words.own_words_why], () => words(prompt, from)) },
      back(from), aLine(() => words(prompt, from)), HIDE,
    ],
  });
  input.focus({ preventScroll: true });
}

/** What fits the words, to be ticked. @param {string} prompt @param {any[]} found @param {() => void} from @param {Ticks} [ticked] */
function fits(prompt, found, from, ticked = new Set()) {
  const again = () => fits(prompt, found, from, ticked);
  const other = () => words(prompt, from);
  const others = [{ key: "/", text: does("/-other"), place: /** @type {"quiet"} */ ("quiet"), run: other }, back(from), aLine(again), HIDE];
  if (!found.length) {
    const elsewhere = asking.topic("something-else");
    const options = elsewhere ? [/** @type {[string, () => void]} */ ([elsewhere.title, () => openPicked({ "something-else": [] }, prompt)])] : [];
    return menu(data.words.no_fit_title, data.words.no_fit, options, others);
  }
  const none = data.words.none_of_these;
  const toggles = found.map((option, at) => {
    const toggle = () => {
      if (!ticked.delete(option.id)) ticked.add(option.id);
      node.setAttribute("aria-pressed", String(ticked.has(option.id)));
      tell("");
    };
    const node = el("button", { type: "button", "aria-pressed": String(ticked.has(option.id)), onclick: toggle }, el("b", {}, String(at + 1)), el("span", {}, option.text));
    return { node, toggle };
  });
  draw({
    title: data.words.fits_title,
    body: [el("p", { class: "soft" }, data.words.fits_intro), el("ul", { class: "choices", role: "list" }, ...toggles.map(({ node }) => el("li", {}, node))),
      choicesOf([["0", none, other]])],
    commands: [{
      key: "Enter", text: does("Enter"), place: "main",
      run: () => {
        if (!ticked.size) return tell(says("danger-none-ticked", none));
        /** @type {Record<string, string[]>} */
        const picked = {};
        for (const option of found) if (ticked.has(option.id)) (picked[option.topic] ||= []).push(option.id);
        openPicked(picked, prompt);
      },
    }, ...others],
    answer: (key) => {
      if (key === "0") other();
      else toggles[Number(key) - 1]?.toggle();
      return key === "0" || Boolean(toggles[Number(key) - 1]);
    },
  });
}

/** Take what own words found while `prompt` was shown: danger is an answer, the rest waits ticked on its list. @param {Record<string, string[]>} picked @param {string} prompt */
function openPicked(picked, prompt) {
  const isListSeen = prompt === "topics" || (prompt !== "danger" && Boolean(asking.topic(prompt)));
  const dangers = picked.danger || [];
  const topics = Object.keys(picked).filter((topic) => topic !== "danger");
  for (const topic of topics) {
    unsent.set(topic, new Set([...ticksOf(topic), ...picked[topic]]));
    if (asking.asked().includes(topic)) asking.takeBack(topic);
  }
  if (topics.length) nameTopics(topics, isListSeen);
  if (dangers.length) asking.answer("danger", Object.fromEntries(dangers.map((atom) => [atom, "yes"])));
  go(dangers.length ? null : isListSeen && !topics.includes(prompt) ? topics[0] : prompt);
}

/** Say that topics are going on; on the list of topics itself if that has not been seen yet. @param {string[]} topics @param {boolean} isListSeen */
function nameTopics(topics, isListSeen) {
  const gates = asking.screen("topics").choices.map((/** @type {any} */ choice) => choice.atom).filter(Boolean);
  const chosen = topics.map((topic) => asking.gate(topic));
  const now = asking.answers();
  if (!isListSeen && !gates.some((/** @type {string} */ atom) => atom in now)) {
    unsent.set("topics", new Set([...ticksOf("topics"), ...chosen]));
    return;
  }
  const waiting = unsent.get("topics") || new Set();
  unsent.delete("topics");
  asking.answer("topics", Object.fromEntries(gates.map((/** @type {string} */ atom) =>
    [atom, waiting.has(atom) || chosen.includes(atom) ? "yes" : now[atom] || "no"])));
}

// -- the result ---------------------------------------------------------------------------------------------

const SHAPES = {
  stay: ["M32 6a26 26 0 1 0 .1 0Z", "M24 22v20M40 22v20"],
  "politely-exit": ["M36 8h18v48H36", "M6 32h32M28 22l10 10-10 10"],
  "walk-out": ["M8 32h44M34 12l20 20-20 20"],
};

/** A shape for each verdict, so that none is told by its colour alone. @param {string} verdict */
function shape(verdict) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const wanted = { viewBox: "0 0 64 64", fill: "none", stroke: "currentColor", "stroke-width": verdict === "walk-out" ? "9" : "5", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(wanted)) svg.setAttribute(name, value);
  for (const line of SHAPES[/** @type {keyof typeof SHAPES} */ (verdict)]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

/** @param {Ticks} [ticked] ticks of a screen that was left before it was sent; they count @param {() => void} [from] @param {any} [record] the kept record that this is */
function result(ticked = new Set(), from, record) {
  const rec = asking.recommend(Object.fromEntries([...ticked].map((atom) => [atom, "yes"])));
  let nth = record?.nth || 0;
  const again = () => {
    const kind = rec.is_too_early ? "early" : rec.verdict;
    draw({
      title: rec.headline,
      head: el("div", { class: `verdict ${kind}${rec.cannot_leave ? " danger" : ""}` }, shape(rec.verdict), el("div", {}, el("h1", { tabindex: "-1" }, rec.headline),
        ...(rec.verdict === "stay" && !rec.fires_danger ? [el("p", {}, `${asking.wording.any_time}.`)] : []))),
      body: [...(/\d/.test(rec.cannot_leave) ? [calls()] : []), ...blocksOf(rec.atOnce(nth))],
      printed: () => moreOf(rec, nth),
      commands: [
        ...(rec.is_danger ? [{ key: "Enter", text: data.words.helps, place: /** @type {"pair"} */ ("pair"), run: () => help(again) }] : []),
        ...(rec.say_now.length > 1 && !rec.is_danger ? [{ key: "s", text: does("s"), place: /** @type {"pair"} */ ("pair"), run: () => { nth += 1; again(); } }] : []),
        { key: "m", text: does("m"), place: "pair", run: () => more(rec, nth, again, [...(record ? [] : [keeping(rec, nth)]), printing(again)]) },
        ...(rec.is_danger || record ? [] : [keeping(rec, nth)]),
        ...(record ? [] : [{ key: "q", text: does("q"), run: done, place: /** @type {"quiet"} */ ("quiet") }]),
        back(from || before, does(from ? "b" : "b-change")), aLine(again), HIDE,
      ],
    });
  };
  again();
}

/** @param {any} rec @param {number} nth which of its lines is shown @returns {Command} */
function keeping(rec, nth) {
  const run = () => {
    tell(keep(rec, nth));
    document.activeElement?.scrollIntoView({ block: "nearest" });
  };
  return { key: "k", text: does("k"), place: "quiet", run };
}

/** From the result back to the question that was left open, or to the last one answered. */
function before() {
  const waiting = asking.next();
  go(waiting || asking.back());
}

function done() {
  forget();
  home();
}

/** Parts of a text, those of one label together. @param {{label: string | null, text: string, style: string}[]} blocks */
function blocksOf(blocks) {
  /** @type {HTMLElement[]} */
  const sections = [];
  let isRuled = false;
  for (const { label, text: written, style } of blocks) {
    const text = called(written);
    if (style === "rule") {
      isRuled = true;
      continue;
    }
    if (label !== "" || isRuled || !sections.length) {
      sections.push(el("section", { class: isRuled ? "ruled" : !label && "close" }, ...(label ? [el("h2", {}, label)] : [])));
      isRuled = false;
    }
    const said = /^"[^"]*"$/.test(text);
    sections[sections.length - 1].append(el(said ? "blockquote" : "p", { class: style }, said ? text.slice(1, -1) : text));
  }
  return sections;
}

/** What stands behind *more*: what the result had no room for, then all the rest. @param {any} rec @param {number} nth @returns {HTMLElement[]} */
function moreOf(rec, nth) {
  const parts = rec.more();
  const told = [...rec.atOnce(nth), ...parts.flatMap((/** @type {any} */ { items }) => items)].map(({ text }) => text).join("\n");
  let above = null;
  const left = [];
  for (const piece of rec.blocks(nth)) {
    above = piece.label === "" ? above : piece.label;
    if (piece.style !== "hint" && !told.includes(piece.text)) left.push({ ...piece, label: above });
  }
  return [...blocksOf(left), ...parts.flatMap((/** @type {any} */ part) => [
    el("h2", {}, part.title),
    el("ul", {}, ...part.items.map((/** @type {any} */ item) => el("li", {}, item.text,
      ...(item.sources || []).map((/** @type {string} */ source) => el("p", { class: "soft" }, source))))),
  ])];
}

/** @param {any} rec @param {number} nth @param {() => void} from @param {Command[]} commands */
function more(rec, nth, from, commands = []) {
  draw({ title: does("m"), body: moreOf(rec, nth), commands: [...commands, back(from), aLine(() => more(rec, nth, from, commands)), HIDE] });
}

// -- a line -------------------------------------------------------------------------------------------------

/** @param {() => void} from */
function line(from) {
  const again = () => line(from);
  const found = asking.toLeave(wish);
  const now = found[wish.nth % found.length];
  /** @param {"tone" | "channel"} what */
  const group = (what) => el("fieldset", {}, el("legend", {}, data.words[what].title), el("div", { class: "set" },
    ...data.words[what].options.map((/** @type {[string, string]} */ [value, text]) => el("button", {
      type: "button", "aria-pressed": String(wish[what] === value),
      onclick: () => { wish = { ...wish, [what]: wish[what] === value ? "" : value, nth: 0 }; again(); },
    }, text))));
  const purposes = el("select", {}, ...data.words.purpose.options.map((/** @type {[string, string]} */ [value, text]) =>
    el("option", { value, selected: wish.purpose === value }, text)));
  purposes.addEventListener("change", () => { wish = { ...wish, purpose: /** @type {HTMLSelectElement} */ (purposes).value, nth: 0 }; again(); });
  draw({
    title: wish.purpose === "exit" ? asking.wording.to_leave : data.words.purpose.options.find((/** @type {[string, string]} */ [value]) => value === wish.purpose)[1],
    body: [
      el("blockquote", {}, now.text),
      ...(now.if_they_push ? [pushed(now)] : []),
      ...(now.body ? [el("section", {}, el("h2", {}, asking.wording.do), el("p", {}, now.body))] : []),
      group("tone"), group("channel"),
      el("label", { class: "field" }, data.words.purpose.title, purposes),
    ],
    commands: [
      { key: "s", text: does("s-other"), place: "main", run: () => { wish = { ...wish, nth: wish.nth + 1 }; again(); } },
      { key: "c", text: does("c"), run: () => copy(now.text) },
      back(from), HIDE,
    ],
  });
}

/** What to say if they push. @param {any} said */
function pushed(said) {
  return el("section", {}, el("h2", {}, data.words.push), el("blockquote", { class: "then" }, said.if_they_push));
}

/** @param {string} text */
function copy(text) {
  const told = (/** @type {string} */ what) => () => tell(what);
  const no = told(says("no-copy"));
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(told(says("copied")), no);
  else no();
}

// -- beside the questions -----------------------------------------------------------------------------------

function others() {
  menu(does("m"), "", [
    [data.cards[role].title, card],
    [says("what-helps"), () => help(others)],
    [says("kept"), kept],
    [says("about-and-hide"), about],
  ], [back(home), aLine(others), HIDE]);
}

/** The country that was chosen. @returns {any} */
function country() {
  return data.countries.find((/** @type {any} */ each) => each.id === place);
}

/** The numbers to call, here or anywhere. */
function calls() {
  return callsIn(called(data.emergency));
}

/** A text with the number of the country that was chosen. @param {string} text @returns {string} */
function called(text) {
  return text.replace(data.emergency, () => country()?.number || data.emergency);
}

/** Whom to call, and how if one cannot speak. */
function emergency() {
  return el("div", { class: "help" }, el("p", { class: "alarm" }, called(data.words.call)), calls(), country()?.silent || "");
}

/** What helps after something unsafe, and whom to call. @param {() => void} from */
function help(from) {
  const again = () => help(from);
  const texts = data.help[role] || Object.values(data.help)[0];
  const here = country();
  const where = el("select", {}, el("option", { value: "" }, texts.nowhere), ...data.countries.map((/** @type {any} */ each) =>
    el("option", { value: each.id, selected: each.id === place }, each.name)));
  where.addEventListener("change", () => { place = /** @type {HTMLSelectElement} */ (where).value; again(); });
  draw({
    title: texts.title,
    body: [
      emergency(),
      el("ul", {}, ...texts.steps.map((/** @type {string} */ step) => el("li", {}, step))),
      el("label", { class: "field" }, texts.ask, where),
      ...(here ? [
        el("h2", {}, texts.official.replace("{}", () => here.name)),
        el("dl", {}, ...here.bodies.flatMap((/** @type {any} */ body) => [
          el("dt", {}, ...numbersOf(body.name)), el("dd", {}, body.what), el("dd", {}, ...linkTo(body.url)),
        ])),
        el("p", { class: "soft" }, texts.as_of.replace("{}", here.last_verified)),
      ] : []),
    ],
    commands: [back(from), aLine(again), HIDE],
  });
}

/** A text whose telephone numbers can be tapped. @param {string} text @returns {(Node | string)[]} */
function numbersOf(text) {
  return text.split(/((?:\+|\b)\d[\d ]{1,18}\d\b)/).map((part, at) =>
    at % 2 ? el("a", { href: `tel:${part.replaceAll(" ", "")}`, class: "call" }, part) : part).filter(Boolean);
}

/** The telephone numbers of a text, each big enough for a thumb. @param {string} text */
function callsIn(text) {
  return el("p", { class: "set" }, ...numbersOf(text).filter((part) => part instanceof Node));
}

/** A link, where it leads to a web page and nowhere else. @param {string} url @returns {(Node | string)[]} */
function linkTo(url) {
  return /^https:\/\/[^\s]+$/.test(url) ? [el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, url.replace("https://", ""))] : [url];
}

function card() {
  const own = data.cards[role];
  draw({
    title: own.title,
    body: [
      el("p", { class: "soft" }, own.equals),
      ...own.parts.flatMap((/** @type {any} */ part, /** @type {number} */ at) => [
        el("h2", {}, part.heading),
        el("ul", {}, ...part.items.map((/** @type {string[]} */ texts) => el("li", {}, ...texts.map((text) => el("p", {}, text))))),
        ...part.then.map((/** @type {string} */ text) => el("p", {}, text)),
        ...(at ? [] : [emergency()]),
      ]),
    ],
    commands: [printing(), back(others), aLine(card), HIDE],
  });
}

function about() {
  const letters = () => { lettersAct = !lettersAct; about(); };
  draw({
    title: says("about"),
    body: [
      ...NOTES.flatMap(([title, ...told]) => [el("h2", {}, says(title)), ...told.map((name) => el("p", {}, says(name)))]),
      el("h2", {}, says("who-wrote")), el("p", {}, asking.trust()),
      ...(data.plan ? [el("h2", {}, data.plan.title), el("ul", {}, ...data.plan.holds.map((/** @type {string} */ text) => el("li", {}, text)))] : []),
    ],
    commands: [{ key: "1", text: says(lettersAct ? "keys-on" : "keys-off"), place: "quiet", run: letters }, back(others), aLine(about), HIDE],
  });
}

// -- what the person chose to keep --------------------------------------------------------------------------

/** What is kept in this browser; nothing where it keeps nothing. @returns {any[]} */
function shelf() {
  try {
    const kept = JSON.parse(localStorage.getItem(SHELF) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** Keep a result, and say whether that went well. @param {any} rec @param {number} nth */
function keep(rec, nth) {
  const record = { role, on: new Date().toISOString().slice(0, 10), headline: rec.headline, nth, answers: asking.answers() };
  try {
    localStorage.setItem(SHELF, JSON.stringify([...shelf(), record]));
  } catch {
    return says("kept-not");
  }
  return says("kept-now");
}

/** Show a kept record, and afterwards be as before: nothing of it may answer a question of today. @param {any} record */
function look(record) {
  const now = { role, asking, unsent, wish };
  role = record.role;
  forget();
  asking.restore(record.answers);
  result(new Set(), () => {
    ({ role, asking, unsent, wish } = now);
    kept();
  }, record);
}

function kept() {
  const there = shelf().filter((record) => data.packs[record?.role]);
  menu(says("kept"), says(there.length ? "kept-here" : "kept-none"), there.map((record) => [
    `${record.on}: ${record.headline}`,
    () => look(record),
  ]), [
    ...(there.length ? [{ key: "f", text: does("f"), place: /** @type {"quiet"} */ ("quiet"), run: () => { localStorage.removeItem(SHELF); kept(); } }] : []),
    back(others), aLine(kept), HIDE,
  ]);
}
