"use strict";
// Shows the questions that the fields above the list ask for; the choice stands in the address, so that it can be sent on.
(() => {
  const form = document.querySelector("form");
  const shown = document.querySelector("output");
  const questions = [...document.querySelectorAll("details[data-kind]")];
  const fields = ["words", "kind", "language", "split", "outcome"].map((name) => form.elements.namedItem(name));

  const fits = (question, [words, kind, language, split, outcome]) =>
    (!words || question.textContent.toLowerCase().includes(words.toLowerCase())) &&
    (!kind || question.dataset.kind === kind) &&
    (!language || question.dataset.language === language) &&
    (!split || question.dataset.split === split) &&
    (!outcome || question.dataset.outcome.split(" ").includes(outcome));

  const show = () => {
    const wanted = fields.map((field) => field.value.trim());
    let count = 0;
    for (const question of questions) {
      question.hidden = !fits(question, wanted);
      count += question.hidden ? 0 : 1;
    }
    shown.textContent = `${count} / ${questions.length}`;
  };

  const chosen = new URLSearchParams(location.hash.slice(1));
  // without a choice in the address the page's own stands: the questions that are not wholly right
  if (chosen.size) for (const field of fields) field.value = chosen.get(field.name) ?? "";
  form.addEventListener("input", () => {
    const set = fields.map((field) => [field.name, field.value]).filter(([name, value]) => value || name === "outcome");
    history.replaceState(null, "", `#${new URLSearchParams(set)}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
