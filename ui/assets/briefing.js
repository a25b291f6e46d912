// The briefing: what is pinned, written and put in order here stays in this browser until it is exported or taken out.
// Part of the page's one script (ui/assets/page.js): view, words, made, button, call, say, keep, read and actions are its.
const BLANK = { format: "paracite-briefing", version: 1, language: "", title: "", blocks: [] };
const briefingOf = () => (collection === null ? "briefing" : "briefing:" + collection); // one for each collection: what it quotes is there
function keptBriefing() {
  try {
    const found = JSON.parse(read(briefingOf()) || "null");
    return found && found.format === BLANK.format && Array.isArray(found.blocks) ? found : structuredClone(BLANK);
  } catch { return structuredClone(BLANK); }
}
let briefing = keptBriefing();
let untold = []; // what the last export said of quotations
const citing = () => briefing.language || root.dataset.language; // the language of citations
BACK.briefing = ["sources", "library"];

function keepBriefing() {
  if (!keep(briefingOf(), JSON.stringify(briefing))) say(words("page.briefing.full"));
  countPinned();
}
function loadBriefing() { // of another collection
  briefing = keptBriefing();
  untold = [];
  countPinned();
}
function countPinned() {
  for (const one of document.querySelectorAll(".pc-pinned")) {
    one.hidden = !briefing.blocks.length;
    one.textContent = briefing.blocks.length || "";
  }
}
function setBriefing(next) { briefing = next; untold = []; keepBriefing(); if (panel.dataset.view === "briefing") showBriefing(); }
function replaceBriefing(next, told) { // as a whole, with a way back
  const before = briefing;
  setBriefing(next);
  say(told, () => setBriefing(before));
}

// --- pinning ---------------------------------------------------------------------------------------------------------
async function pin(one, name, given) {
  const found = await call(name, given);
  if (found.trouble) { say(found.trouble); return; }
  briefing.blocks.push(found.block);
  setBriefing(briefing);
  one.dataset.done = words("page.briefing.done");
  setTimeout(() => delete one.dataset.done, 1600);
  say(words("page.briefing.pinned"), () => { // wherever it was moved to meanwhile
    briefing.blocks = briefing.blocks.filter((each) => each !== found.block);
    setBriefing(briefing);
  });
}
actions["pin-answer"] = (one) => pin(one, "pin_exchange", document.querySelector(`.pc-exchange[data-exchange="${one.dataset.of}"]`).dataset.record);
actions["pin-paragraph"] = (one) => pin(one, "pin_passage", { document: one.dataset.from, paragraph: one.dataset.at });

// --- the panel -------------------------------------------------------------------------------------------------------
function showBriefing() {
  if (panel.dataset.view !== "briefing") leaveAddress();
  const scrolled = panel.dataset.view === "briefing" ? body.scrollTop : 0;
  view("briefing", "");
  const told = made("div", "pc-notice pc-untold");
  told.setAttribute("role", "alert");
  told.hidden = !untold.length;
  told.append(...untold.map((each) => made("p", "", each[root.dataset.language])));
  body.append(briefingHead(), told);
  if (briefing.blocks.length) body.append(blockList());
  else body.append(made("p", "pc-hint", words("page.briefing.empty")));
  body.append(adding(briefing.blocks.length), exporting());
  body.scrollTop = scrolled;
}
function labelled(name, control) {
  const label = made("label", "pc-field");
  label.append(made("span", "pc-key", name), control);
  return label;
}
function written(tag, value, write, name) { // a box whose words are kept as they are typed
  const box = made(tag, "pc-writing");
  box.value = value;
  box.dir = "auto";
  box.setAttribute("aria-label", name);
  if (tag === "textarea") box.rows = Math.min(14, Math.max(2, Math.ceil(value.length / 42) + value.split("\n").length - 1));
  box.addEventListener("input", () => { write(box.value); keepBriefing(); });
  return box;
}
function briefingHead() {
  const head = made("div", "pc-briefing-head");
  const title = written("input", briefing.title, (value) => { briefing.title = value; }, words("page.briefing.title"));
  title.maxLength = 200;
  title.placeholder = words("page.briefing");
  const language = made("select");
  for (const [value, name] of [["zh", "中文"], ["en", "English"]]) language.append(new Option(name, value, false, value === citing()));
  language.addEventListener("change", () => { briefing.language = language.value; keepBriefing(); showBriefing(); });
  head.append(labelled(words("page.briefing.title"), title), labelled(words("page.briefing.citing"), language));
  return head;
}
const KINDS = {
  heading: "page.briefing.heading", text: "page.briefing.text", answer: "page.briefing.answer", paragraph: "page.briefing.paragraph",
  unasked: "page.briefing.answer",
};
function blockList() {
  const list = made("ol", "pc-blocks");
  list.append(...briefing.blocks.map(blockRow));
  return list;
}
function blockRow(block, at) {
  const row = made("li", "pc-block pc-block-" + block.type);
  row.tabIndex = -1;
  const kind = words(block.refused ? "page.briefing.refused" : KINDS[block.type] || KINDS.text);
  row.setAttribute("aria-label", `${at + 1}. ${kind}`);
  const bar = made("div", "pc-block-bar");
  const tools = made("div", "pc-block-tools");
  for (const [action, sign, key, off] of [["up", "↑", "page.briefing.up", at === 0],
    ["down", "↓", "page.briefing.down", at === briefing.blocks.length - 1], ["after", "+", "page.briefing.after", false],
    ["out", "×", "page.briefing.out", false]]) {
    const one = button("", "block-" + action, "", { at });
    const mark = made("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    one.append(mark, made("span", "pc-aloud", `${words(key)} (${at + 1})`));
    one.title = words(key);
    one.disabled = off;
    tools.append(one);
  }
  bar.append(made("span", "pc-key", kind), tools);
  row.append(bar, ...blockBody(block, kind));
  return row;
}
function blockBody(block, kind) {
  if (block.type === "heading") {
    const box = written("input", block.text, (value) => { block.text = value; }, kind);
    if (block.level === 2) box.classList.add("is-lower");
    return [box];
  }
  if (block.type === "text") return [written("textarea", block.text, (value) => { block.text = value; }, kind)];
  if (block.type === "paragraph") return [quoted(block.quotation)];
  if (block.type !== "answer") return [made("p", "pc-hint", `${block.question || ""} — ${block[root.dataset.language] || ""}`)];
  const asked = written("input", block.question, (value) => { block.question = value; }, words("page.briefing.question"));
  const said = written("textarea", block.text, (value) => { block.text = value; block.edited = true; }, kind);
  const parts = [asked, said];
  if (block.quotations.length) {
    const more = made("details", "pc-quotations");
    more.append(made("summary", "", words("page.briefing.quotations", { count: block.quotations.length })));
    const list = made("ol");
    list.append(...block.quotations.map((each) => { const item = made("li"); item.append(quoted(each)); return item; }));
    more.append(list);
    parts.push(more);
  }
  return parts;
}
function quoted(quotation) { // what a document says is never edited here
  const figure = made("figure", "pc-quoted");
  const said = made("blockquote", "pc-text", quotation.words);
  said.dir = "auto";
  const open = button("pc-place", "open", quotation[citing()], { document: quotation.document, paragraph: quotation.paragraph });
  const caption = made("figcaption");
  caption.append(open);
  figure.append(said, caption);
  return figure;
}
function adding(at) {
  const row = made("div", "pc-actions pc-adding");
  for (const [type, key] of [["text", "page.briefing.add.text"], ["heading", "page.briefing.add.heading"]]) {
    row.append(button("", "block-add", words(key), { at, type }));
  }
  return row;
}
function exporting() {
  const part = made("section", "pc-exporting");
  const row = made("div", "pc-exports");
  for (const [format, name] of [["docx", "Word"], ["pdf", "PDF"], ["md", "Markdown"], ["html", "HTML"]]) {
    const one = button(format === "docx" ? "pc-primary" : "pc-secondary", "export", name, { format });
    one.disabled = !briefing.blocks.length;
    row.append(one);
  }
  const more = made("div", "pc-actions");
  more.append(button("", "briefing-save", words("page.briefing.save")), button("", "briefing-open", words("page.briefing.open")));
  if (briefing.blocks.length) more.append(button("", "briefing-clear", words("page.briefing.clear")));
  part.append(made("h3", "pc-key", words("page.briefing.export")), row, made("p", "pc-hint", words("page.briefing.export.hint")), more);
  return part;
}

// --- order -----------------------------------------------------------------------------------------------------------
function focusBlock(at, control) { // the same button of the block, or the block, where the button can do no more
  const row = body.querySelectorAll(".pc-block")[at];
  if (!row) return;
  const one = control && row.querySelector(control);
  (one && !one.disabled ? one : row).focus();
}
function moveBlock(at, by, control) {
  const to = at + by;
  if (to < 0 || to >= briefing.blocks.length) return;
  const [block] = briefing.blocks.splice(at, 1);
  briefing.blocks.splice(to, 0, block);
  setBriefing(briefing);
  focusBlock(to, control);
}
actions["block-up"] = (one) => moveBlock(Number(one.dataset.at), -1, "[data-action=block-up]");
actions["block-down"] = (one) => moveBlock(Number(one.dataset.at), 1, "[data-action=block-down]");
actions["block-out"] = (one) => {
  const at = Number(one.dataset.at);
  const [gone] = briefing.blocks.splice(at, 1);
  setBriefing(briefing);
  say(words("page.briefing.removed"), () => { briefing.blocks.splice(at, 0, gone); setBriefing(briefing); });
  if (briefing.blocks.length) focusBlock(Math.min(at, briefing.blocks.length - 1)); else body.focus();
};
function addBlock(at, type) {
  briefing.blocks.splice(at, 0, type === "heading" ? { type, text: "", level: 1 } : { type, text: "" });
  setBriefing(briefing);
  focusBlock(at, ".pc-writing");
}
actions["block-after"] = (one) => addBlock(Number(one.dataset.at) + 1, "text");
actions["block-add"] = (one) => addBlock(Number(one.dataset.at), one.dataset.type);
body.addEventListener("keydown", (event) => {
  const row = event.target.closest(".pc-block");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!row || !event.altKey || !by) return;
  event.preventDefault();
  const control = event.target.matches(".pc-writing") ? ".pc-writing" : null;
  moveBlock([...row.parentNode.children].indexOf(row), by, control);
});

// --- to a file and from one --------------------------------------------------------------------------------------------
function fileName(suffix) {
  const name = (briefing.title || words("page.briefing")).replace(/[\\/:*?"<>|\s\u0000-\u001f]+/g, " ").trim().slice(0, 80);
  return `${name.replace(/^\.+/, "") || "briefing"}.${suffix}`;
}
const asFile = () => ({ ...briefing, language: citing() });
actions.export = async (one) => {
  const format = one.dataset.format;
  const name = one.textContent;
  one.disabled = true;
  one.setAttribute("aria-busy", "true");
  const waits = setTimeout(() => { one.textContent = words("page.briefing.exporting"); }, 300);
  const found = await call("export_briefing", { briefing: JSON.stringify(asFile()), format });
  clearTimeout(waits);
  one.textContent = name;
  one.disabled = false;
  one.removeAttribute("aria-busy");
  if (found.trouble) { say(found.trouble); return; }
  const bytes = Uint8Array.from(atob(found.content), (each) => each.charCodeAt(0));
  download(fileName(format), bytes, found.type);
  untold = found.told;
  if (untold.length) { showBriefing(); body.scrollTop = 0; } else say(words("page.briefing.exported"));
};
actions["briefing-save"] = () => download(fileName("json"), JSON.stringify(asFile(), null, 2) + "\n", "application/json");
actions["briefing-open"] = () => {
  const chooser = made("input");
  chooser.type = "file";
  chooser.accept = ".json,application/json";
  chooser.addEventListener("change", async () => {
    if (!chooser.files.length) return;
    const found = await call("open_briefing", await chooser.files[0].text());
    if (found.trouble) { say(found.trouble); return; }
    replaceBriefing(found.briefing, words("page.briefing.opened"));
  });
  chooser.click();
};
actions["briefing-clear"] = () => replaceBriefing(structuredClone(BLANK), words("page.briefing.cleared"));
actions.briefing = () => { showBriefing(); openPanel(); if (!narrow.matches) body.focus({ preventScroll: true }); };

spoken.push(() => { if (panel.dataset.view === "briefing") showBriefing(); });
addEventListener("storage", (event) => { // written in another window
  if (event.key !== "paracite:briefing") return;
  briefing = keptBriefing();
  countPinned();
  if (panel.dataset.view === "briefing") showBriefing();
});
whenDrawn("pc-header", countPinned);
