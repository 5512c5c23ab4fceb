/* The results below a field, as one types: the best few, then the way to all of them. */

import { connect } from "./client.js";
import { ROOT, addressOf, ask, isLog, match } from "./question.js";
import { Names, addressOfArticle, blocksOf, counted, facts, make, mistake, passage, titled } from "./results.js";

const PAUSE_MILLISECONDS = 80;
const SHOWN = 6;
const FIX_LINES = 2;

/** Whether a question is nothing but the ID of an article, whose page Enter then opens. */
function isIdOf(question, article) {
  return /-\d/.test(question) && question.toLowerCase() === article?.id.toLowerCase();
}

/** @type {ReturnType<typeof connect>|undefined} Of all fields of a page. */
let client;
let attached = 0;

/**
 * Give a form its panel.
 * @param {HTMLFormElement} form
 * @returns {import("../search-box.js").Panel}
 */
export function attach(form) {
  const number = (attached += 1);
  const fields = [form.querySelector("[name]")];
  const list = make("div", "ib-panel-list");
  list.id = `ib-panel-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Results");
  const note = make("div", "ib-panel-note");
  const said = make("p", "ib-hidden");
  said.setAttribute("role", "status");
  const panel = make("div", "ib-panel", note, list);
  (form.querySelector("[data-ib-drop]") ?? form).append(panel, said);

  client ??= connect(ROOT);
  let field = fields[0];
  let options = [];
  let active = -1;
  let current = new AbortController();
  let asked = null; // the question that was asked last …
  let answered = null; // … and the one whose results are shown
  let wanted = null; // what to do with the results of the question that has been asked
  let pause = 0;

  if (field instanceof HTMLInputElement) fields.push(twin(field));
  for (const one of fields) {
    one.setAttribute("aria-autocomplete", "list");
    one.setAttribute("aria-controls", list.id);
    one.setAttribute("aria-haspopup", "listbox");
    one.addEventListener("input", () => {
      wanted = null;
      activate(-1);
      later();
    });
    one.addEventListener("keydown", pressed);
  }
  panel.addEventListener("mousedown", (event) => {
    if (!event.target.closest("button")) event.preventDefault(); // the field keeps the focus
  });
  form.addEventListener("focusin", () => { if (!opened()) open(); });
  form.addEventListener("focusout", (event) => {
    if (document.hasFocus() && !form.contains(event.relatedTarget)) close();
  });

  /* ---- The field: one line, or, for a text with several, as many ---- */

  /** A field of several lines that stands in for one of a single line. */
  function twin(input) {
    const area = document.createElement("textarea");
    area.className = input.className;
    area.rows = 1;
    area.hidden = area.disabled = true;
    area.name = input.name;
    area.id = `${input.id}-lines`;
    for (const name of ["placeholder", "autocomplete", "autocapitalize", "spellcheck"]) {
      area.setAttribute(name, input.getAttribute(name));
    }
    area.setAttribute("aria-label", input.labels[0].textContent);
    input.after(area);
    return area;
  }

  function paste(text) {
    const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
    turnTo(fields[1], `${before}${text.replace(/\r\n?/g, "\n")}${after}`);
    later();
  }

  function turnTo(other, text) {
    const focused = document.activeElement === field;
    other.hidden = other.disabled = false;
    other.value = text;
    const before = field;
    field = other;
    if (focused) field.focus();
    field.scrollTo(0, 0);
    before.hidden = before.disabled = true;
    before.value = "";
  }

  function question() { return field.value.trim(); }

  /* ---- Open and closed ---- */

  /** Tells those who hear the page whether there is a panel; only of a field of one line it can be said. */
  function tell(expanded) {
    if (fields[0].role === "combobox") fields[0].ariaExpanded = String(expanded);
  }

  function opened() { return form.classList.contains("ib-panel-open"); }

  function open() {
    form.classList.add("ib-panel-open");
    tell(true);
    askNow();
  }

  function close() {
    clearTimeout(pause);
    wanted = null;
    activate(-1);
    form.classList.remove("ib-panel-open", "ib-find-open");
    tell(false);
  }

  /* ---- Asking ---- */

  function later() {
    if (field === fields[1] && !field.value) turnTo(fields[0], "");
    clearTimeout(pause);
    pause = setTimeout(open, PAUSE_MILLISECONDS);
  }

  async function askNow() {
    clearTimeout(pause);
    const text = question();
    if (text === asked) return;
    asked = text;
    current.abort();
    const { signal } = (current = new AbortController());
    if (!text) {
      answered = text;
      show([], help());
      client.open().catch(() => {}); // what every question needs is then there; if not, that is said when one is asked
      return;
    }
    try {
      const [index, found] = await Promise.all([client.open(), client.ask(text, { limit: SHOWN, signal })]);
      if (signal.aborted) return;
      answered = text;
      showFound(text, found, new Names(index));
    } catch (error) {
      if (signal.aborted) return;
      answered = asked = null;
      if (error.name === "AbortError") return; // another field of the page has asked since
      show(isLog(text) ? [toMatch(text)] : [], mistake(error, () => { field.focus(); askNow(); }));
      wanted = null;
    }
  }

  /* ---- Showing ---- */

  function showFound(text, found, names) {
    const results = found.answers.map((answer) => entry(answer, names));
    const ways = isLog(text) ? [toMatch(text)] : found.total ? [toAll(text, found.total)] : [];
    show(isLog(text) ? [...ways, ...results] : [...results, ...ways], found.total ? null : nothing());
    said.textContent = found.total ? `${results.length} of ${counted(found.total, "result")}` : "No result";
    activate(isIdOf(text, found.answers[0]?.article) ? 0 : -1);
    const then = wanted;
    wanted = null;
    then?.();
  }

  function show(shown, above) {
    activate(-1);
    options = shown;
    options.forEach((one, place) => { one.id = `${list.id}-${place}`; });
    list.replaceChildren(...options);
    note.replaceChildren(...(above ? [above] : []));
    list.hidden = !options.length;
    panel.scrollTop = 0;
    said.textContent = "";
  }

  function help() {
    return make("p", "", "An error as it stands in the log, what you see, an alert, an ID. Several lines can be pasted.");
  }

  function nothing() {
    const symptoms = make("a", "", "list of symptoms");
    symptoms.href = new URL("symptoms/", ROOT).href;
    return make("p", "", "Nothing was found. Fewer or other words may find more, and there is the ", symptoms, ".");
  }

  function entry(answer, names) {
    const { article } = answer;
    const option = make("a", "ib-panel-option ib-panel-result");
    option.href = addressOfArticle(article);
    const link = titled(article, make("p", "ib-result-title"));
    option.append(link, facts(article, names), ...passage(answer));
    if (article.kind === "known-issue" && article.fix?.length) option.append(firstLines(article.fix));
    return asOption(option);
  }

  function firstLines(lines) {
    const part = make("p", "ib-panel-fix");
    const shown = blocksOf(lines).flatMap((block) => block.lines.map((line) => [line, block.code])).slice(0, FIX_LINES);
    for (const [text, code] of shown) part.append(make(code ? "code" : "span", "", text));
    return part;
  }

  function toAll(text, total) {
    const option = make("a", "ib-panel-option ib-panel-way");
    option.href = addressOf(text);
    const short = text.replace(/\s+/g, " ");
    option.append(make("span", "ib-panel-way-text", "All results for ", make("b", "", short)), make("span", "ib-n", String(total)));
    return asOption(option);
  }

  function toMatch(text) {
    const option = make("div", "ib-panel-option ib-panel-way", "Match it against all known signatures");
    option.addEventListener("click", () => match(text));
    return asOption(option);
  }

  function asOption(option) {
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.tabIndex = -1;
    return option;
  }

  /* ---- Keys ---- */

  function activate(place) {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[active];
    for (const one of fields) {
      if (option) one.setAttribute("aria-activedescendant", option.id);
      else one.removeAttribute("aria-activedescendant");
    }
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const places = options.length + 1; // one of them is the field itself
    activate(((active + 1 + step + places) % places) - 1);
  }

  function pressed(event) {
    if (event.isComposing) return;
    const inLines = field.value.includes("\n") && active < 0;
    if (event.key === "Escape") {
      if (!opened()) return;
      event.preventDefault();
      const wasNarrow = form.classList.contains("ib-find-open");
      close();
      if (wasNarrow) field.blur();
    } else if (event.key === "ArrowDown" && !(inLines && field.selectionEnd < field.value.length)) {
      event.preventDefault();
      if (!opened()) open();
      else move(1);
    } else if (event.key === "ArrowUp" && opened() && !inLines) {
      event.preventDefault();
      move(-1);
    }
  }

  function go(elsewhere) {
    const option = options[active];
    if (!option) {
      if (elsewhere && !isLog(question())) window.open(addressOf(question()), "_blank", "noopener");
      else submit();
    } else if (elsewhere && option.href) {
      window.open(option.href, "_blank", "noopener");
    } else {
      option.click();
    }
  }

  function submit() {
    if (question()) ask(question());
    else field.focus();
  }

  function enter(elsewhere) {
    if (!question()) return;
    clearTimeout(pause);
    if (question() === answered || /\s/.test(question())) {
      go(elsewhere);
      return;
    }
    wanted = () => go(elsewhere); // once it is known whether it is the ID of something
    askNow();
  }

  addEventListener("pagehide", close);
  if (form.contains(document.activeElement)) open();
  return { enter, paste, submit };
}
