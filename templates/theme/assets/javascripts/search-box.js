/* The fields that ask: in the header, on the home page. What shows their results is loaded when one of them is used. */

/**
 * @typedef {object} Panel what a form does with its question, once it is loaded
 * @property {(elsewhere: boolean) => void} enter opens what is marked, in a new tab if `elsewhere`; or else all results
 * @property {(text: string) => void} paste takes several lines into a field of one
 * @property {() => void} submit shows all results
 */

/** @type {Map<HTMLFormElement, Promise<Panel>>} */
const panels = new Map();

/**
 * The panel of a form, loaded at most once.
 * @param {HTMLFormElement} form
 * @returns {Promise<Panel>}
 */
function panelOf(form) {
  if (!panels.has(form)) {
    const loaded = import("./search/panel.js").then((module) => module.attach(form));
    loaded.catch(() => panels.delete(form)); // the next key tries again
    panels.set(form, loaded);
  }
  return panels.get(form);
}

/** Whether keys belong to the element: somebody is writing in it. */
function takesKeys(element) {
  return element instanceof Element && Boolean(element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"));
}

for (const form of document.querySelectorAll("[data-ib-asks]")) {
  const line = form.querySelector("input[name]");
  if (line) Object.assign(line, { role: "combobox", ariaExpanded: "false", ariaHasPopup: "listbox" });
  form.addEventListener("focusin", () => panelOf(form).catch(() => {}), { passive: true });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !takesKeys(event.target)) return;
    event.preventDefault();
    panelOf(form).then((panel) => panel.enter(event.ctrlKey || event.metaKey), () => form.submit());
  });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!(event.target instanceof HTMLInputElement) || !text.trim().includes("\n")) return;
    event.preventDefault(); // it would make one line of them
    panelOf(form).then((panel) => panel.paste(text), () => {});
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panelOf(form).then((panel) => panel.submit(), () => form.submit());
  });
}

const icon = document.querySelector("[data-ib-find-icon]");
const inHeader = document.querySelector("[data-ib-asks='/']");

/** Opens the field of the header, which narrow screens have no room for. */
function open() {
  inHeader.classList.add("ib-find-open");
  const field = inHeader.querySelector("[name]:not([hidden])");
  field.focus();
  field.select();
}

icon?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" && event.key !== "s") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || takesKeys(event.target)) return;
  const onPage = document.querySelector("[data-ib-search] textarea");
  if (!onPage && !inHeader) return;
  event.preventDefault();
  if (onPage) onPage.focus();
  else open();
});

const box = document.querySelector("[data-ib-asks='pasted'] textarea");
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text") ?? "";
  if (!box || !text.trim() || takesKeys(event.target)) return;
  event.preventDefault();
  box.value = text;
  box.focus();
});
