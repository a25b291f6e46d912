// The page's own gestures: markers and cards, the panel's three views, language, brightness, copying.
// Runs inside Gradio's HTML component: `trigger` sends an event to Python, `server` calls it, `props.words` are its messages.
const root = document.documentElement;
const panel = element.closest("#pc-panel");
const body = element.querySelector(".pc-panel-body");
const words = (key) => props.words[key][root.dataset.language];
const keep = (name, value) => { try { localStorage.setItem("paracite:" + name, value); } catch { /* private window */ } };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 979px)");

// --- language and brightness -------------------------------------------------------------------------------------
function speak() {
  root.lang = root.dataset.language === "zh" ? "zh-Hans" : "en";
  const box = document.querySelector("#pc-question textarea");
  if (box) { box.placeholder = words("page.question.placeholder"); box.setAttribute("aria-label", words("page.question.label")); }
  for (const [id, key] of [["pc-send", "page.send"], ["pc-stop", "page.stop"]]) {
    const button = document.getElementById(id);
    if (button) { button.title = words(key); button.setAttribute("aria-label", words(key)); }
  }
  for (const [id, role, key] of [["pc-panel", "complementary", "page.panel"], ["pc-scroll", "region", "page.conversation"]]) {
    const region = document.getElementById(id);
    if (region) { region.setAttribute("role", role); region.setAttribute("aria-label", words(key)); }
  }
  for (const button of document.querySelectorAll("[data-action=language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.to === root.dataset.language));
  }
}
function setLanguage(language) { root.dataset.language = language; keep("language", language); speak(); }
function setTheme() {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  keep("theme", root.dataset.theme);
}

// --- the panel -----------------------------------------------------------------------------------------------------
let exchange = 0; // whose sources the panel shows
function view(name, html) {
  panel.dataset.view = name;
  body.innerHTML = html;
  body.scrollTop = 0;
}
function openPanel() { if (narrow.matches) { panel.dataset.open = "yes"; body.focus({ preventScroll: true }); } }
function closePanel() { delete panel.dataset.open; }
function stored(number) { return document.querySelector(`.pc-exchange[data-exchange="${number}"] .pc-sources`); }
function showSources(number) {
  const sources = stored(number);
  if (!sources) return false;
  exchange = number;
  panel.dataset.sources = "yes";
  view("sources", sources.innerHTML);
  return true;
}
function showLibrary() {
  const store = document.querySelector(".pc-library-store");
  view("library", store ? store.innerHTML : "");
}
function settle(target, block) {
  target.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block });
  target.focus({ preventScroll: true });
}
function showCard(number, cite) {
  if (panel.dataset.view !== "sources" || exchange !== number) { if (!showSources(number)) return; }
  for (const card of body.querySelectorAll(".pc-card")) card.classList.toggle("is-open", card.dataset.cite === cite);
  for (const marker of document.querySelectorAll(".pc-cite")) {
    const mine = marker.dataset.cite === cite && Number(marker.closest(".pc-exchange").dataset.exchange) === number;
    marker.classList.toggle("is-open", mine);
  }
  openPanel();
  const card = body.querySelector(`.pc-card[data-cite="${cite}"]`);
  if (card) settle(card, "start");
}
async function showDocument(id, paragraph) {
  const quote = paragraph ? quotesOf(id, paragraph) : [];
  view("document", '<div class="pc-skeleton"><i></i><i></i><i></i><i></i></div>');
  openPanel();
  let html;
  try { html = await server.open_document(id); } catch { view("document", ""); body.textContent = words("page.error.offline"); return; }
  if (panel.dataset.view !== "document") return; // the person went elsewhere meanwhile
  view("document", html);
  const row = paragraph && [...body.querySelectorAll("[data-paragraph]")].find((each) => each.dataset.paragraph === paragraph);
  if (!row) { const title = body.querySelector("h2"); if (title) title.focus({ preventScroll: true }); return; }
  row.classList.add("is-open");
  mark(row.querySelector(".pc-text"), quote);
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
}
function quotesOf(id, paragraph) {
  const sources = stored(exchange);
  if (!sources) return [];
  return [...sources.querySelectorAll(".pc-card")]
    .filter((card) => card.dataset.paragraph === paragraph && card.querySelector("[data-document]").dataset.document === id)
    .map((card) => (card.querySelector("mark") || {}).textContent)
    .filter(Boolean);
}
function mark(place, quotes) { // text nodes only: nothing is parsed again
  for (const quote of quotes) {
    for (const node of [...place.childNodes]) {
      const start = node.nodeType === Node.TEXT_NODE ? node.data.indexOf(quote) : -1;
      if (start < 0) continue;
      const rest = node.splitText(start);
      rest.splitText(quote.length);
      const highlight = document.createElement("mark");
      highlight.textContent = quote;
      rest.replaceWith(highlight);
      break;
    }
  }
}

// --- a look at the paragraph without leaving the answer ------------------------------------------------------------
const peek = document.createElement("div");
peek.className = "pc-peek";
peek.setAttribute("role", "tooltip");
peek.id = "pc-peek";
document.body.append(peek);
function showPeek(marker) {
  const sources = stored(Number(marker.closest(".pc-exchange").dataset.exchange));
  const card = sources && sources.querySelector(`.pc-card[data-cite="${marker.dataset.cite}"]`);
  if (!card) return;
  peek.replaceChildren(...["h3", ".pc-of", ".pc-lead", ".pc-text"].map((part) => card.querySelector(part)).filter(Boolean)
    .map((part) => part.cloneNode(true)));
  peek.classList.add("is-shown");
  marker.setAttribute("aria-describedby", "pc-peek");
  const spot = marker.getBoundingClientRect();
  const width = peek.offsetWidth;
  const height = peek.offsetHeight;
  const edge = document.getElementById("pc-chat").getBoundingClientRect().right; // it does not cover the sources
  peek.style.left = Math.max(12, Math.min(spot.left + spot.width / 2 - width / 2, edge - width - 12)) + "px";
  peek.style.top = (spot.top - height - 10 > 8 ? spot.top - height - 10 : spot.bottom + 10) + "px";
}
function hidePeek() { peek.classList.remove("is-shown"); }

// --- gestures ------------------------------------------------------------------------------------------------------
async function copy(button) {
  const text = button.dataset[root.dataset.language === "zh" ? "copyZh" : "copyEn"];
  try { await navigator.clipboard.writeText(text); } catch {
    const scratch = document.createElement("textarea");
    scratch.value = text;
    document.body.append(scratch);
    scratch.select();
    document.execCommand("copy");
    scratch.remove();
    button.focus();
  }
  button.dataset.done = words("page.copied");
  setTimeout(() => delete button.dataset.done, 1600);
}
const actions = {
  language: (button) => setLanguage(button.dataset.to),
  theme: setTheme,
  ask: (button) => trigger("select", { question: button.textContent }),
  "new": () => { trigger("clear"); delete panel.dataset.sources; exchange = 0; closePanel(); showLibrary(); focusQuestion(); },
  library: () => { showLibrary(); openPanel(); },
  back: () => showSources(exchange),
  close: closePanel,
  sources: (button) => { if (showSources(Number(button.dataset.of))) openPanel(); },
  open: (button) => showDocument(button.dataset.document, button.dataset.paragraph),
  copy,
};
function focusQuestion() { const box = document.querySelector("#pc-question textarea"); if (box) box.focus(); }
document.addEventListener("click", (event) => {
  const marker = event.target.closest(".pc-cite");
  if (marker) { hidePeek(); showCard(Number(marker.closest(".pc-exchange").dataset.exchange), marker.dataset.cite); return; }
  if (event.target.closest(".pc-skip")) { event.preventDefault(); focusQuestion(); return; }
  const button = event.target.closest("[data-action]");
  if (button && actions[button.dataset.action]) actions[button.dataset.action](button);
});
for (const [come, go] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(come, (event) => { const marker = event.target.closest(".pc-cite"); if (marker) showPeek(marker); });
  document.addEventListener(go, (event) => { if (event.target.closest(".pc-cite")) hidePeek(); });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { hidePeek(); closePanel(); }
  const typing = event.target.closest("textarea, input");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); focusQuestion(); }
});

// --- following the conversation ------------------------------------------------------------------------------------
let latest = 0;
function follow() {
  const last = document.querySelector("#pc-current .pc-exchange");
  if (!last) { if (latest) { latest = 0; } return; }
  const number = Number(last.dataset.exchange);
  if (number !== latest) {
    latest = number;
    const up = () => last.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
    requestAnimationFrame(() => requestAnimationFrame(up)); // when the earlier exchange has moved up, too
  }
  const sources = stored(number);
  if (!sources || !sources.firstChild) {
    const answered = last.dataset.state === "done";
    if (answered && panel.dataset.view === "sources") showLibrary(); // an earlier answer's sources are not this one's
    return;
  }
  const fresh = exchange !== number || body.childElementCount !== sources.childElementCount;
  if (fresh && (panel.dataset.view !== "document" || exchange !== number)) showSources(number);
}
// Gradio draws its components in an order of its own: what is watched may not stand yet.
function whenDrawn(id, then) {
  const found = document.getElementById(id);
  if (found) then(found); else requestAnimationFrame(() => whenDrawn(id, then));
}
const onChange = (place, then) => new MutationObserver(then).observe(place, { childList: true, subtree: true });
whenDrawn("pc-current", (place) => { onChange(place, follow); follow(); });
whenDrawn("pc-library-store", (place) => {
  onChange(place, () => { if (panel.dataset.view === "library") showLibrary(); });
  showLibrary();
});
whenDrawn("pc-scroll", (place) => place.addEventListener("scroll", hidePeek, { passive: true }));
whenDrawn("pc-question", speak);
whenDrawn("pc-send", speak);
whenDrawn("pc-header", speak);
