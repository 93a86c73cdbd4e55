// @ts-check
// One screen at a time: its parts, its keys, the guard against taps that nobody meant, and the cover that hides it.

/** @typedef {{key: string, text: string, run: () => void, place?: "main" | "pair" | "row" | "quiet"}} Command */
/** @typedef {{title: string, body: (Node | string)[], commands: Command[], head?: Node, isGrave?: boolean, answer?: (key: string) => boolean, printed?: () => Node[]}} View */

const GRACE = 400;
/** As far from the last tap, a tap is no second one of a double tap. */
const APART = 40;
/** @type {View | null} */
let shown = null;
let drawnAt = Infinity;
let tappedAt = [0, 0];
let lettersAct = true;
let isGuarded = false;
let holding = 0;

/** Text with every control character shown instead of obeyed, as the terminal shows it. @param {string} text */
function visible(text) {
  return text.replace(/[\n\t]/g, " ").replace(/(?! )[\p{C}\p{Z}]/gu, (character) => {
    const code = character.codePointAt(0) || 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/**
 * An element. Text becomes text and never markup; `on...` are listeners, other properties attributes.
 * @param {string} tag @param {Record<string, string | boolean | ((event: Event) => void)>} [properties]
 * @param {...(Node | string)} parts
 */
function el(tag, properties = {}, ...parts) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false) node.setAttribute(name, value === true ? "" : visible(value));
  }
  node.append(...parts.map((part) => (typeof part === "string" ? visible(part) : part)));
  return node;
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** Say something where a screen reader hears it and the thumb is. @param {string} text */
function tell(text) {
  byId("said").textContent = visible(text);
}

/** @param {Command} command */
function button(command) {
  const { key, text, run, place = "row" } = command;
  const shortcut = key === "Enter" ? "" : key;
  const hint = shortcut ? [el("kbd", { "aria-hidden": "true" }, shortcut)] : [];
  return el("button", { type: "button", class: `in-${place}`, "data-hide": key === "h", onclick: run }, text, ...hint);
}

/** Draw a screen. Its heading gets the focus, so that nothing is answered by a key that nobody meant. @param {View} view */
function draw(view) {
  shown = view;
  drawnAt = Infinity;
  const at = (/** @type {string} */ place) => view.commands.filter((each) => (each.place || "row") === place).map(button);
  const quiet = at("quiet");
  const heading = el("h1", { tabindex: "-1" }, view.title);
  byId("page").replaceChildren(
    ...(view.head ? [view.head] : [heading]),
    ...view.body,
    ...(quiet.length ? [el("div", { class: "quiet" }, ...quiet)] : []),
  );
  const rows = [at("pair"), at("row")].filter((row) => row.length).map((row) => el("div", { class: "row" }, ...row));
  byId("keys").replaceChildren(...at("main"), ...rows);
  tell("");
  if (!isGuarded && view.commands.some(({ key }) => key === "b")) guardBack();
  scrollTo(0, 0);
  byId("page").querySelector("h1")?.focus({ preventScroll: true });
  requestAnimationFrame(() => requestAnimationFrame(() => { drawnAt = performance.now(); }));
}

/** The actions stay at the thumb unless, with very big letters, they would take the screen. */
function settle() {
  const dock = byId("dock");
  const flows = dock.classList.toggle("flows", dock.offsetHeight > innerHeight * 0.4);
  dock.classList.toggle("more-below", !flows && document.documentElement.scrollHeight - innerHeight - scrollY > 12);
}

/** Paper has no buttons: what stands behind them is printed too. */
function unfold() {
  const more = isCovered() ? [] : shown?.printed?.() || [];
  byId("page").querySelector(".printed")?.remove();
  if (more.length) byId("page").append(el("div", { class: "printed" }, ...more));
}

/** Whether an event comes from someone who could have read the screen. Where no danger is asked about, a quick tap counts, but not the second of two in one place. @param {Event} event */
function isMeant(event) {
  const seen = event.timeStamp - drawnAt;
  if (seen >= GRACE) return true;
  const isTap = event instanceof MouseEvent && event.detail > 0 && !shown?.isGrave;
  return isTap && seen >= 0 && Math.hypot(event.clientX - tappedAt[0], event.clientY - tappedAt[1]) > APART;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (!shown || isCovered() || event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  const key = event.key === "Escape" ? "b" : event.key;
  if (isTyping && event.key !== "Escape") return;
  if (key === "h" && lettersAct) return hide();
  if (!isMeant(event) || event.repeat) return event.preventDefault();
  if (event.target instanceof HTMLButtonElement && (key === "Enter" || key === " ")) return;
  if (key.length === 1 && !lettersAct && event.key !== "Escape") return;
  const command = shown.commands.find((each) => each.key === key.toLowerCase() || each.key === key);
  if (!command && !shown.answer?.(key)) {
    if (key === "Enter") tell(says("danger-enter"));
    return;
  }
  event.preventDefault();
  command?.run();
}

// -- the cover ----------------------------------------------------------------------------------------------

function isCovered() {
  return document.documentElement.classList.contains("covered");
}

/** Show the harmless page. It stays through Back and Reload: the history remembers that, and nothing else. */
function cover() {
  document.documentElement.classList.add("covered");
  history.replaceState({ n: 1 }, "");
}

/** Forget everything, then cover. */
function hide() {
  forgetAll();
  shown = null;
  byId("page").replaceChildren();
  byId("keys").replaceChildren();
  tell("");
  cover();
  scrollTo(0, 0);
}

function uncover() {
  document.documentElement.classList.remove("covered");
  history.replaceState(null, "");
  if (shown) draw(shown);
  else home();
}

/** Holding the title of the harmless page for a second leads back. @param {Event} event */
function hold(event) {
  if (event instanceof KeyboardEvent && (event.repeat || !["Enter", " "].includes(event.key))) return;
  clearTimeout(holding);
  holding = setTimeout(uncover, 800);
}

function release() {
  clearTimeout(holding);
}

/** Back on the phone is Back on the screen, and never out of the cover. */
function wentBack() {
  isGuarded = false;
  if (isCovered()) return history.replaceState({ n: 1 }, "");
  shown?.commands.find((each) => each.key === "b")?.run();
}

/** Put one entry between a screen that leads back and the page before this one, for Back to take away. */
function guardBack() {
  isGuarded = true;
  history.pushState(null, "");
}

function start() {
  addEventListener("keydown", pressed);
  for (const kind of ["click", "dblclick"]) {
    byId("coach").addEventListener(kind, (event) => {
      const isHide = event.target instanceof Element && event.target.closest("[data-hide]");
      const isTaken = isHide || isMeant(event);
      if (event instanceof MouseEvent) tappedAt = [event.clientX, event.clientY];
      if (isTaken) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }
  const sizes = new ResizeObserver(settle);
  for (const node of [document.body, byId("dock")]) sizes.observe(node);
  addEventListener("scroll", settle, { passive: true });
  addEventListener("popstate", wentBack);
  addEventListener("beforeprint", unfold);
  const title = byId("cover-title");
  for (const kind of ["pointerdown", "keydown"]) title.addEventListener(kind, hold);
  for (const kind of ["pointerup", "pointercancel", "pointerleave", "keyup", "blur"]) title.addEventListener(kind, release);
  title.addEventListener("contextmenu", (event) => event.preventDefault());
  begin();
}

if (history.state?.n) document.documentElement.classList.add("covered");
document.addEventListener("visibilitychange", () => document.hidden && cover());
addEventListener("pagehide", cover);
document.addEventListener("DOMContentLoaded", start);
