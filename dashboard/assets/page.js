// Keys of the whole dashboard: "/" finds a student, "g" then "h" goes home, "?" lists them. Never while one types.
// A click on "Copy the picture" puts the picture above it on the clipboard.
// On paper a chart is as wide as its card. And one entry of the history a page: what a page writes into its own address after it was opened replaces what stood
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

  // what stands in a box that opens is there a moment after the box
  const writeIn = (selector, triesLeft = 60) => {
    const box = document.querySelector(selector);
    if (box) box.focus();
    else if (triesLeft > 0) setTimeout(writeIn, 25, selector, triesLeft - 1);
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

  // a chart was drawn as wide as the window: with its size as viewBox the style sheet for paper can make it smaller
  const forPaper = () => {
    for (const chart of document.querySelectorAll(".main-svg")) {
      const [width, height] = [chart.getAttribute("width"), chart.getAttribute("height")];
      if (width && height) chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
      chart.setAttribute("preserveAspectRatio", "xMinYMin");
    }
  };
  const forTheScreen = () => document.querySelectorAll(".main-svg").forEach((chart) => chart.removeAttribute("viewBox"));
  window.addEventListener("beforeprint", forPaper);
  window.addEventListener("afterprint", forTheScreen);

  const copyPicture = async (button, picture) => {
    const words = button.querySelector("p") ?? button;
    const before = words.textContent;
    try {
      const content = fetch(picture.src).then((answer) => answer.blob());
      await navigator.clipboard.write([new ClipboardItem({ "image/png": content })]);
      words.textContent = "Copied";
    } catch {
      words.textContent = "Not allowed here: right-click the picture and copy it";
    }
    setTimeout(() => { words.textContent = before; }, 2500);
  };

  document.addEventListener("click", (event) => {
    const place = event.target.closest(".st-key-picture_to_copy");
    const button = event.target.closest("button");
    const picture = place?.querySelector("img");
    if (picture && button?.closest('[class*="st-key-copy_picture"]')) copyPicture(button, picture);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const before = last;
    last = event.key;
    if (event.key === "/") {
      if (!press(".st-key-find_menu button")) return;
      event.preventDefault();
      writeIn(".st-key-find_in_menu input");
    } else if (event.key === "h" && before === "g") {
      press('[data-testid="stLogoLink"]');
    } else if (event.key === "?") {
      list();
    }
  });
})();
