// The page's own gestures: language and brightness, the panel and its views, markers and cards, copying, what is new in the chat.
// Runs inside Gradio's HTML component: `trigger` sends an event to Python, `server` calls it, `props.words` are its messages.
// document.js, conversations.js and shelf.js follow in the same script and add their views and actions.
const root = document.documentElement;
const panel = element.closest("#pc-panel");
const body = element.querySelector(".pc-panel-body");
const words = (key, details = {}) =>
  props.words[key][root.dataset.language].replace(/\{(\w+)\}/g, (whole, name) => (name in details ? details[name] : whole));
const read = (name) => { try { return localStorage.getItem("paracite:" + name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem("paracite:" + name, value); return true; } catch { return false; } };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 979px)");
const actions = {}; // what a click on [data-action=NAME] does, given the button
const spoken = []; // what else is to be said anew when the language changes

function made(tag, className, text) { // an element of our own; text is always text
  const one = document.createElement(tag);
  if (className) one.className = className;
  if (text !== undefined) one.textContent = text;
  if (tag === "button") one.type = "button";
  return one;
}
function button(className, action, text, data = {}) {
  const one = made("button", className, text);
  one.dataset.action = action;
  Object.assign(one.dataset, data);
  return one;
}

// --- language and brightness -------------------------------------------------------------------------------------
function localise(place) { // options and the like hold text alone
  for (const one of place.querySelectorAll("[data-zh]")) one.textContent = one.dataset[root.dataset.language];
  // an address within the page is one within this collection; it would be resolved against the page's base
  for (const one of place.querySelectorAll('a[href^="#/"]')) one.href = location.pathname + location.search + one.getAttribute("href");
}
function speak() {
  root.lang = root.dataset.language === "zh" ? "zh-Hans" : "en";
  const box = questionBox();
  if (box) { box.placeholder = words("page.question.placeholder"); box.setAttribute("aria-label", words("page.question.label")); }
  for (const [id, key] of [["pc-send", "page.send"], ["pc-stop", "page.stop"]]) {
    const one = document.getElementById(id);
    if (one) { one.title = words(key); one.setAttribute("aria-label", words(key)); }
  }
  for (const [id, role, key] of [["pc-panel", "complementary", "page.panel"], ["pc-scroll", "region", "page.conversation"]]) {
    const region = document.getElementById(id);
    if (region) { region.setAttribute("role", role); region.setAttribute("aria-label", words(key)); }
  }
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", words("page.panel"));
  const scroll = document.getElementById("pc-scroll");
  if (scroll) scroll.tabIndex = 0; // what scrolls can be reached by the keyboard
  for (const one of document.querySelectorAll("[data-action=language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.to === root.dataset.language));
  }
  localise(document);
  spoken.forEach((say) => say());
}
actions.language = (one) => { root.dataset.language = one.dataset.to; keep("language", one.dataset.to); speak(); };
actions.theme = () => {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  keep("theme", root.dataset.theme);
};

// --- which collection is asked: ?collection=NAME; null is the one that is served ---------------------------------------
const inAddress = () => new URLSearchParams(location.search).get("collection");
const inSession = () => { try { return JSON.parse(sessionStorage.getItem("paracite:collection")); } catch { return null; } };
let collection = inAddress() ?? inSession();
const nameOf = (name) => name || words("page.collection.nameless");
function setCollection(name, push = true) {
  collection = name;
  try { sessionStorage.setItem("paracite:collection", JSON.stringify(name)); } catch { /* private window */ }
  const query = name === null ? "" : "?" + new URLSearchParams({ collection: name });
  if (inAddress() !== name) history[push ? "pushState" : "replaceState"](null, "", location.pathname + query + (push ? "" : location.hash));
  sayCollection();
}
function sayCollection() {
  const place = document.querySelector(".pc-elsewhere");
  if (!place) return;
  place.hidden = collection === null;
  if (collection !== null) place.querySelector(".pc-elsewhere-name").textContent = words("page.collection.now", { name: nameOf(collection) });
}
spoken.push(sayCollection);

// --- calling Python, and when nobody answers -------------------------------------------------------------------------
let away = false;
async function call(name, given, of = collection) { // an object of Python's; {trouble} holds HTML of ours where something is to be mended
  try {
    const found = await server[name]({ collection: of, given });
    if (found && typeof found === "object" && !found.error) return found;
  } catch { /* told below */ }
  if (await reachable()) return { trouble: words("page.error.unexpected") };
  watch();
  return { trouble: words("page.error.offline") };
}
async function reachable() {
  try { await fetch(new URL("healthz", document.baseURI), { cache: "no-store" }); return true; } catch { return false; }
}
async function watch() { // until the service answers again
  if (away) return;
  const banner = () => document.querySelector(".pc-offline");
  if (await reachable()) return;
  away = true;
  withdraw();
  if (banner()) banner().hidden = false;
  while (!(await reachable())) await new Promise((done) => setTimeout(done, 2000));
  away = false;
  if (banner()) banner().hidden = true;
}
setInterval(() => { if (document.querySelector("[data-state=streaming]") || !navigator.onLine) watch(); }, 3000);
addEventListener("offline", watch);

// --- a word at the edge of the page --------------------------------------------------------------------------------
const toast = made("div", "pc-toast");
toast.setAttribute("role", "status");
document.body.append(toast);
let toasted = 0;
function say(html, undo) { // html: of ours; undo: what takes it back
  clearTimeout(toasted);
  const line = made("span");
  line.innerHTML = html;
  toast.replaceChildren(line);
  if (undo) {
    const back = made("button", "", words("page.undo"));
    back.addEventListener("click", () => { toast.classList.remove("is-shown"); undo(); });
    toast.append(back);
  }
  toast.classList.add("is-shown");
  toasted = setTimeout(() => toast.classList.remove("is-shown"), undo ? 12000 : 4000);
}

// --- the panel -----------------------------------------------------------------------------------------------------
let exchange = 0; // whose sources the panel shows
let cited = 0; // which of them is open
const BACK = { // where a view leads back to; the first that there is
  sources: [], document: ["sources", "library"], library: ["sources"], conversations: ["sources", "library"],
  intake: ["library"], preview: ["intake"],
};
const SKELETON = '<div class="pc-skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>';
function view(name, html) {
  panel.dataset.view = name;
  delete panel.dataset.sheets;
  const back = (BACK[name] || ["library"]).find((each) => each !== "sources" || stored(exchange));
  for (const one of element.querySelectorAll(".pc-back:not(.pc-to-chat)")) one.hidden = !one.classList.contains("pc-to-" + back);
  for (const one of element.querySelectorAll(".pc-panel-bar h2")) one.hidden = !one.classList.contains("pc-for-" + name);
  body.innerHTML = html;
  localise(body);
  body.scrollTop = 0;
  steps();
}
function waiting(name) { // a skeleton, but only where it lasts
  const drawn = setTimeout(() => view(name, SKELETON), 250);
  return () => clearTimeout(drawn);
}
function openPanel() { if (narrow.matches) { panel.dataset.open = "yes"; body.focus({ preventScroll: true }); } }
function closePanel() { delete panel.dataset.open; }
function stored(number) { return document.querySelector(`.pc-exchange[data-exchange="${number}"] .pc-sources`); }
function cards() { const sources = stored(exchange); return sources ? [...sources.querySelectorAll(".pc-card")] : []; }
function showSources(number) {
  const sources = stored(number);
  if (!sources) return false;
  exchange = number;
  cited = 0;
  leaveAddress();
  view("sources", sources.innerHTML);
  return true;
}
function settle(target, block) {
  target.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block });
  target.focus({ preventScroll: true });
}
function showCard(number, cite) {
  if (panel.dataset.view !== "sources" || exchange !== number) { if (!showSources(number)) return; }
  point(Number(cite));
  openPanel();
  const card = body.querySelector(`.pc-card[data-cite="${cite}"]`);
  if (card) settle(card, "start");
}
function point(number) { // this citation is the one that is looked at
  cited = number;
  for (const card of body.querySelectorAll(".pc-card")) card.classList.toggle("is-open", Number(card.dataset.cite) === number);
  for (const marker of document.querySelectorAll(".pc-cite")) {
    const mine = Number(marker.dataset.cite) === number && Number(marker.closest(".pc-exchange").dataset.exchange) === exchange;
    marker.classList.toggle("is-open", mine);
  }
  steps();
}
function steps() { // previous and next citation
  const place = element.querySelector(".pc-steps");
  const count = cards().length;
  place.hidden = count < 2 || !["sources", "document"].includes(panel.dataset.view) || (panel.dataset.view === "document" && !cited);
  element.querySelector(".pc-step").textContent = cited ? `${cited} / ${count}` : "";
}
function step(by) {
  const count = cards().length;
  if (!count) return;
  const next = cited ? Math.min(count, Math.max(1, cited + by)) : by > 0 ? 1 : count;
  if (panel.dataset.view !== "document") { showCard(exchange, String(next)); return; }
  const card = cards()[next - 1];
  point(next);
  showDocument(card.querySelector("[data-document]").dataset.document, card.dataset.paragraph);
}
actions["cite-next"] = () => step(1);
actions["cite-previous"] = () => step(-1);
actions.back = () => showSources(exchange);
actions.close = closePanel;
actions.sources = (one) => { if (showSources(Number(one.dataset.of))) openPanel(); };

// --- a look at the paragraph without leaving the answer ------------------------------------------------------------
const peek = made("div", "pc-peek");
peek.setAttribute("role", "tooltip");
peek.id = "pc-peek";
(element.closest("main") || document.body).append(peek);
let leaving = 0;
function showPeek(marker) {
  clearTimeout(leaving);
  const sources = stored(Number(marker.closest(".pc-exchange").dataset.exchange));
  const card = sources && sources.querySelector(`.pc-card[data-cite="${marker.dataset.cite}"]`);
  if (!card) return;
  peek.replaceChildren(...["h3", ".pc-of", ".pc-lead", ".pc-text", ".pc-translation", ".pc-checked"].map((part) => card.querySelector(part)).filter(Boolean)
    .map((part) => part.cloneNode(true)));
  peek.classList.add("is-shown");
  peek.scrollTop = 0;
  marker.setAttribute("aria-describedby", "pc-peek");
  const spot = marker.getBoundingClientRect();
  const zoom = peek.offsetWidth ? peek.getBoundingClientRect().width / peek.offsetWidth : 1; // a large screen is magnified
  const [width, height] = [peek.offsetWidth * zoom, peek.offsetHeight * zoom];
  const edge = document.getElementById("pc-chat").getBoundingClientRect().right; // it does not cover the sources
  peek.style.left = Math.max(12, Math.min(spot.left + spot.width / 2 - width / 2, edge - width - 12)) / zoom + "px";
  const above = spot.top - height - 6;
  const below = spot.bottom + 6;
  const fits = above > 62 || below + height > innerHeight; // over the words before, not over the page's head
  peek.style.top = (fits ? Math.max(8, above) : below) / zoom + "px";
}
function hidePeek() { clearTimeout(leaving); peek.classList.remove("is-shown"); }
function hidePeekSoon() { clearTimeout(leaving); leaving = setTimeout(hidePeek, 180); } // long enough to move onto it
peek.addEventListener("mouseenter", () => clearTimeout(leaving));
peek.addEventListener("mouseleave", hidePeekSoon);

// --- gestures ------------------------------------------------------------------------------------------------------
async function copyText(text, one, done) {
  try { await navigator.clipboard.writeText(text); } catch {
    const scratch = made("textarea");
    scratch.value = text;
    document.body.append(scratch);
    scratch.select();
    document.execCommand("copy");
    scratch.remove();
    one.focus();
  }
  one.dataset.done = done;
  setTimeout(() => delete one.dataset.done, 1600);
}
actions.copy = (one) => copyText(one.dataset[root.dataset.language === "zh" ? "copyZh" : "copyEn"], one, words("page.copied"));
function download(name, content, type) {
  const link = made("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
const questionBox = () => document.querySelector("#pc-question textarea");
function focusQuestion() { const box = questionBox(); if (box) box.focus(); }
function setQuestion(text) { // as if it had been typed
  const box = questionBox();
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
document.addEventListener("click", (event) => {
  const marker = event.target.closest(".pc-cite");
  if (marker) { hidePeek(); showCard(Number(marker.closest(".pc-exchange").dataset.exchange), marker.dataset.cite); return; }
  if (event.target.closest("#pc-stop")) { withdraw(); letGo(); }
  if (event.target.closest(".pc-skip")) { event.preventDefault(); focusQuestion(); return; }
  const one = event.target.closest("[data-action]");
  if (one && Object.hasOwn(actions, one.dataset.action)) actions[one.dataset.action](one);
});
for (const [come, go] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(come, (event) => { const marker = event.target.closest(".pc-cite"); if (marker) showPeek(marker); });
  document.addEventListener(go, (event) => { if (event.target.closest(".pc-cite")) hidePeekSoon(); });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { if (peek.classList.contains("is-shown")) hidePeek(); else closePanel(); }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea, input, select")) return;
  const by = { "/": focusQuestion, "]": () => step(1), "[": () => step(-1) }[event.key];
  if (by) { event.preventDefault(); by(); }
});

// --- following the conversation ------------------------------------------------------------------------------------
let latest = 0;
let showing = ""; // the sources that were shown last, as they were
function follow() {
  const last = lastExchange();
  if (!pending().hidden && standing() !== before) settled();
  if (!last) {
    if (latest) { latest = 0; exchange = 0; cited = 0; if (panel.dataset.view === "sources") showLibrary(); }
    return;
  }
  const number = Number(last.dataset.exchange);
  if (number !== latest) {
    latest = number;
    const up = () => last.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
    requestAnimationFrame(() => requestAnimationFrame(up)); // when the earlier exchange has moved up, too
  }
  if (last.dataset.state === "done") keepConversation(); else linked = false; // a new question goes before what was opened
  const sources = stored(number);
  if (!sources || !sources.firstChild) {
    const answered = last.dataset.state === "done";
    if (answered && panel.dataset.view === "sources") showLibrary(); // an earlier answer's sources are not this one's
    return;
  }
  const fresh = exchange !== number || showing !== sources.innerHTML;
  showing = sources.innerHTML;
  if (panel.dataset.view === "briefing") return; // somebody writes there
  if (fresh && (panel.dataset.view !== "document" || exchange !== number) && !addressed(number)) showSources(number);
}
// Gradio draws its components in an order of its own: what is watched may not stand yet.
function whenDrawn(id, then) {
  const found = document.getElementById(id);
  if (found) then(found); else requestAnimationFrame(() => whenDrawn(id, then));
}
const onChange = (place, then) => new MutationObserver(then).observe(place, { childList: true, subtree: true });
