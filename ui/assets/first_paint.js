// Runs in the head, before the first pixel: the language and the brightness that the person chose, or the browser's.
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem("paracite:" + name); } catch { return null; } };
  const preferred = (navigator.languages || [navigator.language || ""])
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "zh" || tag === "en");
  const language = kept("language") || preferred || "en";
  root.dataset.language = language;
  root.lang = language === "zh" ? "zh-Hans" : "en";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const asked = new URLSearchParams(location.search).get("__theme");
  const paint = () => {
    root.dataset.theme = kept("theme") || (asked === "dark" || asked === "light" ? asked : dark.matches ? "dark" : "light");
  };
  paint();
  const early = new MutationObserver(() => { // what stands there until the page is drawn
    if (!document.querySelector("#pc-current :is(.pc-welcome, .pc-exchange), input[type=password]")) return;
    early.disconnect();
    document.getElementById("pc-early").remove();
  });
  early.observe(root, { childList: true, subtree: true });
  try { if (sessionStorage.getItem("paracite:open")) root.dataset.open = "yes"; } catch { /* private window */ }
  dark.addEventListener("change", paint);
})();
