// Conversations, kept in this browser alone: written down as they grow, opened again, renamed, deleted, exported;
// asking once more, and what a person thinks of an answer.
const list = () => { try { return JSON.parse(read("conversations") || "[]"); } catch { return []; } };
const keepList = (all) => keep("conversations", JSON.stringify(all));
const collectionOf = (id) => (list().find((each) => each.id === id) || {}).collection ?? null;
const opened = () => { try { return sessionStorage.getItem("paracite:open") || ""; } catch { return ""; } };
function setOpened(id) { try { if (id) sessionStorage.setItem("paracite:open", id); else sessionStorage.removeItem("paracite:open"); } catch { /* private window */ } }
const forget = (id) => { try { localStorage.removeItem("paracite:conversation:" + id); } catch { /* private window */ } };

let closed = ""; // a conversation that was left, and stands on the page until another takes its place
const shownExchanges = () => [...document.querySelectorAll("#pc-past .pc-exchange, #pc-current .pc-exchange")];
const recordOfAll = (shown) => `{"exchanges":[${shown.map((each) => each.dataset.record).join(",")}]}`;
function keepConversation() {
  const done = shownExchanges();
  if (!done.length || done.some((each) => !each.dataset.record)) return;
  const record = recordOfAll(done);
  if (record === closed) return;
  closed = "";
  const id = opened() || crypto.randomUUID();
  if (read("conversation:" + id) === record) return;
  const all = list().filter((each) => each.id !== id);
  const known = list().find((each) => each.id === id);
  const first = done[0].querySelector(".pc-words").textContent.trim().slice(0, 80);
  while (!keep("conversation:" + id, record) && all.length) forget(all.pop().id); // the browser's room is used up: the oldest goes
  keepList([{ id, name: known && known.named ? known.name : first, named: Boolean(known && known.named), at: Date.now(), collection }, ...all].slice(0, 200));
  setOpened(id);
}
function openConversation(id) {
  closed = recordOfAll(shownExchanges());
  settled();
  setOpened(id);
  latest = 0; exchange = 0; cited = 0;
  leaveAddress();
  if (id && collectionOf(id) !== collection) moveTo(collectionOf(id));
  trigger("restore", { record: (id && read("conversation:" + id)) || "", collection });
  closePanel();
  if (!id) showLibrary();
  focusQuestion();
}
actions["new"] = () => openConversation("");

function showConversations() {
  leaveAddress();
  view("conversations", "");
  const all = list();
  body.append(made("p", "pc-hint", words(all.length ? "page.conversations.hint" : "page.conversations.none")));
  const rows = made("ul", "pc-talks");
  for (const each of all) {
    const row = made("li");
    const open = button("pc-talk", "talk", "", { id: each.id });
    open.append(made("strong", "", each.name), made("span", "pc-of", new Date(each.at).toLocaleString(root.lang, { dateStyle: "medium", timeStyle: "short" })
      + ((each.collection ?? null) === null ? "" : " · " + nameOf(each.collection))
      + (each.id === opened() ? " · " + words("page.conversations.present") : "")));
    open.querySelector("strong").dir = "auto";
    const gestures = made("div", "pc-actions");
    for (const what of ["rename", "export", "delete"]) {
      gestures.append(button("", "talk-" + what, words({ rename: "page.conversations.rename", export: "page.conversations.export", delete: "page.conversations.delete" }[what]), { id: each.id }));
    }
    row.append(open, gestures);
    rows.append(row);
  }
  body.append(rows);
}
spoken.push(() => { if (panel.dataset.view === "conversations") showConversations(); });
actions.conversations = () => { showConversations(); openPanel(); };
actions.talk = (one) => openConversation(one.dataset.id);
actions["talk-rename"] = (one) => {
  const row = one.closest("li");
  const form = made("form", "pc-rename");
  const label = made("label");
  const box = made("input");
  box.value = list().find((each) => each.id === one.dataset.id).name;
  box.maxLength = 80;
  label.append(made("span", "", words("page.conversations.name")), box);
  const save = made("button", "pc-primary", words("page.conversations.save"));
  save.type = "submit";
  form.append(label, save);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = box.value.trim();
    if (name) keepList(list().map((each) => (each.id === one.dataset.id ? { ...each, name, named: true } : each)));
    showConversations();
  });
  row.replaceChildren(form);
  box.select();
};
actions["talk-delete"] = (one) => {
  const id = one.dataset.id;
  const before = list();
  const record = read("conversation:" + id);
  const present = id === opened();
  keepList(before.filter((each) => each.id !== id));
  forget(id);
  if (present) openConversation("");
  showConversations();
  say(words("page.conversations.deleted"), () => {
    if (record) keep("conversation:" + id, record);
    keepList([...list(), before.find((each) => each.id === id)].sort((one, other) => other.at - one.at));
    if (present) openConversation(id);
    showConversations();
  });
};
actions["talk-export"] = async (one) => {
  const title = list().find((each) => each.id === one.dataset.id).name;
  const given = { record: read("conversation:" + one.dataset.id), title, language: root.dataset.language };
  const found = await call("conversation_text", given, collectionOf(one.dataset.id));
  if (found.trouble) { say(found.trouble); return; }
  download(title.replace(/[\\/:*?"<>|\s]+/g, " ").trim().slice(0, 60) + ".md", found.text, "text/markdown");
};

// --- asking once more ------------------------------------------------------------------------------------------------
const articleOf = (number) => document.querySelector(`.pc-exchange[data-exchange="${number}"]`);
const recordOf = (number) => JSON.parse(articleOf(number).dataset.record || "{}");
function askAgain(number, change = {}) {
  const { question, scope, alone, without } = { scope: {}, alone: false, without: [], ...recordOf(number), ...change };
  if (document.querySelector("[data-state=streaming]")) return; // one at a time
  articleOf(number).dataset.state = "streaming";
  trigger("select", { number, question, scope: { ...scope, collection }, alone, without });
}
actions.ask = (one) => { if (asked(one.textContent)) trigger("select", { question: one.textContent, scope: { ...chosen, collection } }); };
actions.again = (one) => askAgain(Number(one.dataset.of));
actions.alone = (one) => askAgain(Number(one.dataset.of), { alone: true });
actions.without = (one) => {
  const number = Number(one.dataset.of);
  askAgain(number, { without: [...(recordOf(number).without || []), one.dataset.code] });
};
actions.within = (one) => askAgain(Number(one.dataset.of), { without: [] });
actions.widen = (one) => { setScope({}); askAgain(Number(one.dataset.of), { scope: {} }); };
actions.edit = (one) => {
  const number = Number(one.dataset.of);
  const place = one.closest(".pc-asked");
  const before = [...place.childNodes];
  const form = made("form", "pc-editing");
  const box = made("textarea");
  box.value = recordOf(number).question;
  box.rows = 2;
  box.setAttribute("aria-label", words("page.edit"));
  const save = made("button", "pc-primary", words("page.edit.save"));
  save.type = "submit";
  const cancel = made("button", "", words("page.edit.cancel"));
  const back = () => { place.replaceChildren(...before); one.focus(); };
  cancel.addEventListener("click", back);
  const gestures = made("div", "pc-actions");
  gestures.append(save, cancel);
  if (number < latest) gestures.append(made("span", "pc-hint", words("page.edit.hint")));
  form.append(box, gestures);
  form.addEventListener("submit", (event) => { event.preventDefault(); if (box.value.trim()) askAgain(number, { question: box.value, without: [] }); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); back(); }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  place.replaceChildren(form);
  box.focus();
};

// --- right, wrong, wrong evidence, incomplete -------------------------------------------------------------------------
actions.verdict = (one) => {
  const place = one.closest(".pc-feedback");
  for (const each of place.querySelectorAll("[data-verdict]")) each.setAttribute("aria-pressed", String(each === one));
  place.querySelector(".pc-thanks").textContent = "";
  const form = place.querySelector(".pc-remark");
  form.hidden = false;
  form.querySelector("textarea").focus();
};
document.addEventListener("submit", async (event) => {
  const form = event.target.closest(".pc-remark");
  if (!form) return;
  event.preventDefault();
  const place = form.closest(".pc-feedback");
  const verdict = place.querySelector("[aria-pressed=true]");
  const given = { record: articleOf(place.dataset.of).dataset.record, verdict: verdict.dataset.verdict, note: form.querySelector("textarea").value };
  const found = await call("give_feedback", given);
  place.querySelector(".pc-thanks").innerHTML = found.trouble || found.said;
  if (!found.trouble) { form.hidden = true; verdict.focus(); }
});
