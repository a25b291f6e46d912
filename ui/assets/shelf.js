// The library: finding documents, asking only some of them, and adding files; then everything begins.
let chosen = {}; // which documents are asked; {} is all of them
let filter = {}; // which documents the library shows
let most = 0; // bytes of the largest file that can be added; 0 where none can
try { if (inSession() === collection) chosen = JSON.parse(sessionStorage.getItem("paracite:scope") || "{}"); } catch { /* private window */ }
window.paracite = { asked, halted, scope: () => JSON.stringify({ ...chosen, collection }) };
if (opened() && collectionOf(opened()) !== collection) setOpened(""); // the address names another collection (so does what the page asks as it loads)

async function showLibrary() {
  const mine = ++sought;
  leaveAddress();
  if (panel.dataset.view !== "library") view("library", ""); // what was shown is no longer meant
  const stop = waiting("library");
  const found = await call("open_library", filter);
  stop();
  if (mine !== sought) return;
  most = found.most || 0;
  view("library", found.html || `<div class="pc-trouble" role="alert"><p>${found.trouble}</p></div>`);
  showLibraries(mine);
}
async function showLibraries(mine) { // the other collections of this home, when they are counted
  const found = await call("list_libraries", null);
  const place = body.querySelector(".pc-shelf, .pc-trouble");
  if (mine !== sought || panel.dataset.view !== "library" || !place) return;
  const holder = made("div");
  holder.innerHTML = found.html || found.trouble || "";
  place.before(holder);
}
function moveTo(name) { // what was chosen in one collection is nothing in another
  setCollection(name);
  setScope({});
  filter = {}; batch = ""; whole = "";
  loadBriefing();
}
actions.collection = (one) => {
  moveTo(one.dataset.served ? null : one.dataset.name);
  openConversation("");
};
addEventListener("popstate", () => { // back to another collection
  if (inAddress() === collection) return;
  collection = inAddress();
  moveTo(collection);
  openConversation("");
});
actions.library = () => { showLibrary(); openPanel(); };

// --- the filter, and asking only what it leaves ----------------------------------------------------------------------
function filled(form) {
  const data = new FormData(form);
  const found = { words: data.get("words").trim(), since: data.get("since").trim(), until: data.get("until").trim() };
  for (const name of ["kinds", "languages"]) found[name] = data.get(name) ? [data.get(name)] : [];
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value.length));
}
let typing = 0;
async function refilter(form) {
  filter = filled(form);
  const mine = ++sought;
  const found = await call("list_documents", filter);
  const place = body.querySelector(".pc-listed");
  if (mine === sought && place) place.innerHTML = found.html || found.trouble;
}
body.addEventListener("input", (event) => {
  const form = event.target.closest(".pc-filter");
  if (form) { clearTimeout(typing); typing = setTimeout(() => refilter(form), 180); }
});
body.addEventListener("submit", (event) => { if (event.target.closest(".pc-filter")) event.preventDefault(); });
actions["filter-clear"] = () => { filter = {}; showLibrary(); };
actions.scope = () => { setScope(filter); closePanel(); focusQuestion(); };
actions.only = (one) => { setScope({ documents: [one.dataset.document] }); closePanel(); focusQuestion(); };
actions["scope-clear"] = () => { setScope({}); focusQuestion(); };
function setScope(scope) {
  chosen = scope;
  try { sessionStorage.setItem("paracite:scope", JSON.stringify(chosen)); } catch { /* private window */ }
  sayScope();
}
async function sayScope() {
  const place = document.querySelector(".pc-scope");
  if (!place) return;
  if (!Object.keys(chosen).length) { place.hidden = true; return; }
  const names = await call("name_scope", chosen);
  if (names.trouble) return;
  const name = place.querySelector(".pc-scope-name");
  name.dataset.zh = names.zh;
  name.dataset.en = names.en;
  localise(place);
  place.hidden = false;
}

// --- adding files ----------------------------------------------------------------------------------------------------
let batch = ""; // files that were read and are not stored yet
let batchHtml = "";
actions["add-files"] = async () => { if (!body.querySelector(".pc-files")) await showLibrary(); openPanel(); body.querySelector(".pc-files").click(); };
actions["add-folder"] = () => body.querySelector(".pc-folder").click();
body.addEventListener("change", (event) => {
  if (event.target.matches(".pc-files, .pc-folder")) take([...event.target.files].map((file) => [file, file.webkitRelativePath || file.name]));
});
panel.addEventListener("dragover", (event) => { if (body.querySelector(".pc-add")) { event.preventDefault(); panel.dataset.drop = "yes"; } });
panel.addEventListener("dragleave", () => delete panel.dataset.drop);
panel.addEventListener("drop", async (event) => {
  delete panel.dataset.drop;
  if (!body.querySelector(".pc-add")) return;
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  take((await Promise.all(entries.map(filesIn))).flat());
});
async function filesIn(entry) { // of a folder that was dropped, and those in it
  if (entry.isFile) return [[await new Promise((done, failed) => entry.file(done, failed)), entry.fullPath.slice(1)]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesIn))).flat();
}
function progress(share, html) {
  if (panel.dataset.view !== "intake" || !body.querySelector("progress")) {
    view("intake", '<div class="pc-progress"><p role="status"></p><progress max="1"></progress></div><ul class="pc-taken"></ul>');
  }
  const bar = body.querySelector("progress");
  bar.setAttribute("aria-label", words("page.add.title"));
  if (share === null) bar.removeAttribute("value"); else bar.value = share;
  const line = body.querySelector(".pc-progress p");
  if (line.innerHTML !== html) line.innerHTML = html;
}
async function take(files) {
  const formats = body.querySelector(".pc-files").accept.split(",").filter(Boolean);
  const readable = (name) => formats.some((each) => name.toLowerCase().endsWith(each));
  const visible = files.filter(([, name]) => !name.split("/").some((each) => each.startsWith(".")));
  const unfit = [];
  const fit = visible.filter(([file, name]) => {
    const large = file.size > most;
    // in a folder there is a table now and then that says what its files are
    if (!large && (readable(name) || /\.(csv|ya?ml|json)$/i.test(name))) return true;
    unfit.push(large ? words("page.add.large", { name, limit: Math.floor(most / 1e6) }) : words("page.add.unknown", { name, formats: formats.join(" ") }));
    return false;
  });
  const total = fit.reduce((sum, [file]) => sum + file.size, 0) || 1;
  let before = 0;
  const laid = [];
  openPanel();
  for (const [file, name] of fit) {
    const line = made("span", "", `${words("page.add.uploading")} ${name}`).outerHTML;
    progress(before / total, line);
    try { laid.push({ path: await send(file, (sent) => progress((before + sent) / total, line)), name }); } catch { unfit.push(words("page.add.failed", { name })); watch(); }
    before += file.size;
  }
  if (!laid.length) { progress(0, ""); complain(unfit); return; }
  const begun = await call("begin_intake", laid);
  await awaitBatch(begun);
  complain(unfit);
}
function complain(lines) {
  if (!lines.length) return;
  const rows = body.querySelector(".pc-taken") || body.appendChild(made("ul", "pc-taken"));
  for (const line of lines) rows.append(made("li", "pc-row-failed", line));
  const bar = body.querySelector(".pc-progress");
  if (bar) bar.remove();
}
function send(file, told) { // where it lies on the server
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("files", file, file.name);
    request.upload.addEventListener("progress", (event) => told(event.loaded));
    request.addEventListener("load", () => (request.status === 200 ? done(JSON.parse(request.responseText)[0]) : failed(request.status)));
    request.addEventListener("error", failed);
    request.open("POST", new URL("gradio_api/upload", document.baseURI));
    request.send(form);
  });
}
async function awaitBatch(state) {
  while (state.working) {
    progress(state.total ? state.done / state.total : null, state.html);
    await new Promise((done) => setTimeout(done, 250));
    state = await call("intake_state", state.id);
  }
  batch = state.stored ? "" : state.id || "";
  batchHtml = state.html || `<div class="pc-trouble" role="alert"><p>${state.trouble}</p></div>`;
  view("intake", batchHtml);
  const first = body.querySelector(".pc-primary");
  if (first) first.focus({ preventScroll: true });
  if (state.stored && !document.querySelector(".pc-exchange")) trigger("restore", { record: "", collection }); // the welcome has examples now
}
actions.intake = () => view("intake", batchHtml);
actions["intake-store"] = async () => awaitBatch(await call("store_intake", batch));
actions["intake-discard"] = async () => { await call("discard_intake", batch); batch = ""; showLibrary(); };
actions["intake-leave"] = async (one) => awaitBatch(await call("leave_out", { batch, source: one.dataset.source }));
actions["intake-preview"] = async (one) => {
  const stop = waiting("preview");
  const found = await call("preview_intake", { batch, source: one.dataset.source });
  stop();
  view("preview", found.html || `<div class="pc-trouble" role="alert"><p>${found.trouble}</p></div>`);
};

// --- everything begins -----------------------------------------------------------------------------------------------
addEventListener("pagehide", keepConversation);
whenDrawn("pc-current", (place) => { onChange(place, follow); follow(); });
whenDrawn("pc-scroll", (place) => place.addEventListener("scroll", hidePeek, { passive: true }));
whenDrawn("pc-above", () => { sayScope(); sayCollection(); });
if (collection !== null) setCollection(collection, false); // the address of this tab says which
for (const id of ["pc-question", "pc-send", "pc-header"]) whenDrawn(id, speak);
if (!route()) showLibrary();
