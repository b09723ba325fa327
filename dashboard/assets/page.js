// Keys of the whole dashboard: "/" finds a student, "g" then "h" goes home, "?" lists them. Never while one types.
// And one entry of the history a page: what a page writes into its own address after it was opened replaces what stood
// there, so that one step back leads to the page before.
(() => {
  "use strict";
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const isSamePage = new URL(url ?? location.href, location.href).pathname === location.pathname;
    return isSamePage ? history.replaceState(state, title, url) : push(state, title, url);
  };

  const KEYS = [["/", "Find a student"], ["g h", "Go home"], ["?", "Show these keys"], ["Esc", "Close"]];
  let last = "";

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable=true], [role=combobox]") !== null;

  const press = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.click();
    return found !== null;
  };

  const list = () => {
    const old = document.getElementById("keys");
    if (old) { old.close(); return; }
    const dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-label", "Keyboard shortcuts");
    const title = document.createElement("h2");
    title.textContent = "Keyboard shortcuts";
    const rows = document.createElement("dl");
    for (const [key, says] of KEYS) {
      const term = document.createElement("dt");
      const means = document.createElement("dd");
      term.textContent = key;
      means.textContent = says;
      rows.append(term, means);
    }
    dialog.append(title, rows);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const before = last;
    last = event.key;
    if (event.key === "/") {
      if (press(".st-key-find_menu button")) event.preventDefault();
    } else if (event.key === "h" && before === "g") {
      press('[data-testid="stLogoLink"]');
    } else if (event.key === "?") {
      list();
    }
  });
})();
