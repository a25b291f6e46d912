// A question on its way: it stands there at once, until its answer takes its place.
let before = ""; // what stood last when it was asked
const lastExchange = () => document.querySelector("#pc-current .pc-exchange");
function standing() { // Gradio changes elements in place: what tells an exchange from another is what it says
  const { exchange, state, record } = (lastExchange() || {}).dataset || {};
  return `${exchange} ${state} ${record}`;
}
const pending = () => document.querySelector(".pc-asking");
function asked(question) { // whether it may be asked now
  if (document.querySelector("[data-state=streaming]")) return false;
  setQuestion("");
  if (!question.trim()) return true;
  before = standing();
  const place = pending();
  place.querySelector(".pc-words").textContent = question.trim();
  place.dataset.state = "streaming";
  place.hidden = false;
  place.scrollIntoView({ block: "start" });
  return true;
}
function settled() { pending().hidden = true; delete pending().dataset.state; }
function withdraw() { // stopped before its first words: it goes back to where it was typed
  const place = pending();
  for (const each of document.querySelectorAll("[data-record][data-state=streaming]")) each.dataset.state = "done"; // asked again
  if (place.hidden) return;
  if (!questionBox().value) setQuestion(place.querySelector(".pc-words").textContent);
  settled();
}
let halting = 0;
function letGo() { // nothing is asked until the service has let go of the question that was stopped: it would let go of that one, too
  questionBox().disabled = true;
  halting = setTimeout(halted, 4000); // it may be gone
}
function halted() {
  clearTimeout(halting);
  questionBox().disabled = false;
  focusQuestion();
}
