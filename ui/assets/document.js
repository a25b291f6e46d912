// Documents in the panel: whole, at a paragraph, with the quoted words marked; their address; their pages; taking one away.
let whole = ""; // the document that the panel shows
let sought = 0; // which of several requests is the last
const documentOf = (card) => card.querySelector("[data-document]").dataset.document;

async function showDocument(reference, paragraph = "") {
  const mine = ++sought;
  if (!(panel.dataset.view === "document" && whole === reference && paragraph)) {
    const stop = waiting("document");
    const found = await call("open_document", reference);
    stop();
    if (mine !== sought) return; // the person went elsewhere meanwhile
    view("document", found.html || `<div class="pc-trouble" role="alert"><p>${found.trouble}</p></div>`);
    if (!found.html) { openPanel(); return; }
    whole = found.document;
    paragraph = paragraph || found.paragraph;
    markQuotes();
  }
  openPanel();
  const row = paragraph && rowOf(paragraph);
  for (const each of body.querySelectorAll(".pc-paragraph.is-open")) each.classList.remove("is-open");
  setAddress(whole, row ? paragraph : "");
  steps();
  if (!row) { const title = body.querySelector("h2"); if (title) title.focus({ preventScroll: true }); return; }
  row.classList.add("is-open");
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
  turnTo(row);
}
function rowOf(paragraph) { return [...body.querySelectorAll("[data-paragraph]")].find((each) => each.dataset.paragraph === paragraph); }
function markQuotes() { // of every citation of the answer that leads into this document
  for (const card of cards()) {
    const quote = (card.querySelector("mark") || {}).textContent;
    const row = quote && documentOf(card) === whole && rowOf(card.dataset.paragraph);
    if (row) mark(row.querySelector(".pc-text"), quote);
  }
}
function mark(place, quote) { // text nodes only: nothing is parsed again
  for (const node of [...place.childNodes]) {
    const start = node.nodeType === Node.TEXT_NODE ? node.data.indexOf(quote) : -1;
    if (start < 0) continue;
    const rest = node.splitText(start);
    rest.splitText(quote.length);
    rest.replaceWith(made("mark", "", quote));
    return;
  }
}
actions.open = (one) => {
  const card = one.closest(".pc-card");
  if (card) point(Number(card.dataset.cite)); else cited = 0;
  showDocument(one.dataset.document, one.dataset.paragraph || "");
};

// --- addresses: #/A/RES/67/169/op12 ---------------------------------------------------------------------------------
const addressOf = (id, paragraph) =>
  "#/" + id.split("/").map(encodeURIComponent).join("/") + (paragraph ? "/" + encodeURIComponent(paragraph) : "");
const plainHash = () => { try { return decodeURIComponent(location.hash); } catch { return location.hash; } };
let linked = location.hash.startsWith("#/"); // the page was opened at a document: an answer that is restored does not cover it
function setAddress(id, paragraph) {
  const wanted = addressOf(id, paragraph);
  if (plainHash() !== decodeURIComponent(wanted)) history.pushState(null, "", location.pathname + location.search + wanted);
}
function leaveAddress() { linked = false; if (location.hash) history.pushState(null, "", location.pathname + location.search); }
function addressed(number) { if (linked) exchange = number; return linked; }
function route() {
  const place = plainHash();
  if (place.startsWith("#/") && place.length > 2) { linked = true; showDocument(place.slice(2)); return true; }
  return false;
}
addEventListener("hashchange", () => {
  const place = plainHash();
  const paragraph = panel.dataset.view === "document" && place.startsWith(`#/${whole}/`) ? place.slice(whole.length + 3) : "";
  if (paragraph && rowOf(paragraph)) { showDocument(whole, paragraph); return; }
  if (!route() && panel.dataset.view === "document") { if (!showSources(exchange)) showLibrary(); }
});

// --- the pages of its file, beside the text --------------------------------------------------------------------------
const pictures = new Map();
let turned = 0;
actions.sheets = (one) => {
  const on = panel.dataset.sheets !== "on";
  if (on) panel.dataset.sheets = "on"; else delete panel.dataset.sheets;
  one.replaceChildren(words(on ? "page.sheet.hide" : "page.sheet.show"));
  one.setAttribute("aria-pressed", String(on));
  if (!body.querySelector(".pc-picture")) body.append(made("figure", "pc-picture"));
  turned = 0;
  const open = body.querySelector(".pc-paragraph.is-open"); // the columns are others now: it stands elsewhere
  if (open) open.scrollIntoView({ block: "center" });
  if (on) turnTo(body.querySelector(".pc-paragraph.is-open[data-page]") || body.querySelector("[data-page]"));
};
async function turnTo(row) { // show the page on which this paragraph starts
  const place = body.querySelector(".pc-picture");
  const page = row && Number(row.dataset.page);
  if (panel.dataset.sheets !== "on" || !place || !page || page === turned) return;
  turned = page;
  const key = whole + "\n" + page;
  if (!pictures.has(key)) {
    place.innerHTML = SKELETON;
    const found = await call("draw_page", { document: whole, page });
    if (found.url) pictures.set(key, found.url);
    if (turned !== page) return;
    if (found.trouble) { place.innerHTML = `<p class="pc-hint">${found.trouble}</p>`; return; }
  }
  const picture = made("img");
  picture.src = pictures.get(key);
  picture.alt = words("page.sheet.alt", { page });
  place.replaceChildren(picture, made("figcaption", "", words("page.sheet", { page })));
}
let turning = 0;
body.addEventListener("scroll", () => {
  if (panel.dataset.sheets !== "on" || turning) return;
  turning = requestAnimationFrame(() => {
    turning = 0;
    const top = body.getBoundingClientRect().top + 80;
    const rows = [...body.querySelectorAll(".pc-paragraph[data-page]")];
    turnTo(rows.find((row) => row.getBoundingClientRect().bottom > top));
  });
}, { passive: true });
actions.original = async (one) => {
  one.disabled = true;
  const found = await call("hand_out", one.dataset.document);
  one.disabled = false;
  if (found.trouble) { say(found.trouble); return; }
  const bytes = Uint8Array.from(atob(found.content), (each) => each.charCodeAt(0));
  download(found.name, bytes, "application/octet-stream");
};

// --- taking a document away, and putting it back ----------------------------------------------------------------------
actions.remove = async (one) => {
  one.disabled = true;
  const found = await call("remove_document", one.dataset.document);
  one.disabled = false;
  if (found.trouble) { say(found.trouble); return; }
  leaveAddress();
  showLibrary();
  say(found.said, async () => {
    const back = await call("put_back", found.undo);
    say(back.trouble || back.said);
    if (panel.dataset.view === "library") showLibrary();
  });
};
