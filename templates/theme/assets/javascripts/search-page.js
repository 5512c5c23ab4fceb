/* The search page. What is asked, what is chosen and how much is shown stand in the address, a log excepted. */

import { connect } from "./search/client.js";
import { ROOT, addressOf, isLog, match } from "./search/question.js";
import { Names, addressOfArticle, counted, facts, fix, make, mistake, passage, titled } from "./search/results.js";

const PAUSE_MILLISECONDS = 80;
const SLOW_MILLISECONDS = 300;
const TENS = 10;
const MOST_CHOICES = 8;
const FACETS = { kind: "Kind", service: "Service", severity: "Severity", status: "Status", year: "Year" };
const LISTS = { kind: "kinds", service: "services", severity: "severities", status: "statuses", year: "years" };

const form = document.querySelector("[data-ib-search]");
const field = form.querySelector("textarea");
const found = document.querySelector("[data-ib-found]");
const results = document.querySelector("[data-ib-results]");
const help = document.querySelector("[data-ib-help]");

const narrowing = make("button", "ib-facets-toggle", "Filters");
const facets = make("form", "ib-facets");
const note = make("div", "ib-search-note");
const list = make("ol", "ib-answers");
const more = make("button", "ib-more", "Show more");
results.append(narrowing, facets, make("div", "ib-search-main", note, list, more));
facets.setAttribute("aria-label", "Filters");
facets.id = "ib-facets";
narrowing.type = more.type = "button";
narrowing.hidden = more.hidden = true;
narrowing.setAttribute("aria-controls", facets.id);
narrowing.setAttribute("aria-expanded", "false");

const client = connect(ROOT);
/** @type {{question: string, filters: Record<string, string[]>, page: number}} */
let state = read();
let names = new Names();
let current = new AbortController();
let pause = 0;
let counts = {}; // of each facet's choices
const unfolded = new Set(); // facets of which all choices are shown
const title = document.title;

/* ---- The address ---- */

function read() {
  const query = new URLSearchParams(location.search);
  const filters = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, [...new Set(query.getAll(facet))]]));
  const page = Number.parseInt(query.get("page") ?? "1", 10);
  return { question: (query.get("q") ?? "").trim(), filters, page: page > 1 ? Math.min(page, 1000) : 1 };
}

function write(how) {
  const further = Object.entries(state.filters).flatMap(([facet, keys]) => keys.map((key) => [facet, key]));
  if (state.page > 1) further.push(["page", String(state.page)]);
  const address = addressOf(state.question, further);
  if (address !== location.href) history[how](null, "", address);
  document.title = state.question && !isLog(state.question) ? `${state.question} - ${title}` : title;
}

/* ---- Asking ---- */

async function askFor(offset = 0) {
  clearTimeout(pause);
  current.abort();
  const { signal } = (current = new AbortController());
  const { question, filters, page } = state;
  if (!question) {
    showNothingAsked();
    return;
  }
  const slow = setTimeout(() => say("Searching …"), SLOW_MILLISECONDS);
  try {
    const limit = page * TENS - offset;
    const [index, answer] = await Promise.all([client.open(), client.ask(question, { filters, limit, offset, signal })]);
    if (signal.aborted) return;
    names = new Names(index);
    show(answer, offset);
  } catch (error) {
    if (!signal.aborted) showMistake(error, offset);
  } finally {
    clearTimeout(slow);
  }
}

function typed() {
  state = { ...state, question: field.value.trim(), page: 1 };
  write("replaceState");
  askFor();
}

function chosen(filters) {
  state = { ...state, filters, page: 1 };
  write("pushState");
  askFor();
}

/* ---- Showing ---- */

function say(...words) { found.replaceChildren(...words); }

function showNothingAsked() {
  results.hidden = true;
  help.hidden = false;
  say();
}

function showMistake(error, offset) {
  results.hidden = false;
  help.hidden = true;
  more.hidden = true;
  if (!offset) {
    narrowing.hidden = true;
    facets.replaceChildren();
    list.replaceChildren();
  }
  say();
  note.replaceChildren(mistake(error, () => { field.focus(); askFor(offset); }));
}

function show(answer, offset) {
  const items = answer.answers.map(item);
  if (offset) list.append(...items);
  else list.replaceChildren(...items);
  results.hidden = false;
  help.hidden = true;
  const shown = list.children.length;
  more.hidden = shown >= answer.total;
  more.textContent = `Show ${Math.min(TENS, answer.total - shown)} more`;
  counts = answer.facets;
  showFacets();
  const filtered = Object.values(state.filters).some((keys) => keys.length);
  note.replaceChildren(...(isLog(state.question) ? [toMatch()] : []), ...(answer.total ? [] : [nothing(filtered)]));
  say(!answer.total ? "No result" : `${counted(answer.total, "result")}${filtered ? " with these filters" : ""}`);
  if (offset) items[0]?.querySelector("a").focus();
}

function item(answer) {
  const { article } = answer;
  const link = titled(article, make("a", ""));
  link.href = addressOfArticle(article);
  const parts = [make("h2", "ib-result-title", link), facts(article, names), ...passage(answer)];
  const toDo = fix(article);
  return make("li", "ib-result", ...parts, ...(toDo ? [toDo] : []));
}

function toMatch() {
  const button = make("button", "ib-more", "Match it against all known signatures");
  button.type = "button";
  button.addEventListener("click", () => match(field.value));
  return make("p", "ib-search-hint", "This looks like a log or a trace. ", button);
}

function nothing(filtered) {
  const part = make("div", "ib-search-nothing");
  const hints = make("ul", "");
  if (filtered) {
    const clear = make("button", "ib-more", "Search without the filters");
    clear.type = "button";
    clear.addEventListener("click", () => { field.focus(); chosen(noFilters()); });
    hints.append(make("li", "", clear));
  }
  hints.append(make("li", "", "Try fewer words, or only the part of the error that is always the same."));
  hints.append(make("li", "", "Go through the ", to("symptoms/", "list of symptoms"), ": it may be known by other words."));
  hints.append(make("li", "", "For a log or an alert there is a page that ", to("match/", "matches it line by line"), "."));
  part.append(make("p", "", filtered ? "With these filters there is nothing that answers this." : "Nothing in this book answers this yet."), hints);
  return part;
}

function to(path, text) {
  const link = make("a", "", text);
  link.href = new URL(path, ROOT).href;
  return link;
}

function noFilters() { return Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, []])); }

/* ---- Facets ---- */

function showFacets() {
  const focused = document.activeElement?.id;
  const parts = Object.keys(FACETS).map((facet) => group(facet)).filter(Boolean);
  const chosenCount = Object.values(state.filters).flat().length;
  if (chosenCount) {
    const clear = make("button", "ib-clear", "Clear filters");
    clear.type = "button";
    clear.addEventListener("click", () => { field.focus(); chosen(noFilters()); });
    parts.push(clear);
  }
  facets.replaceChildren(...parts);
  narrowing.textContent = chosenCount ? `Filters (${chosenCount})` : "Filters";
  narrowing.hidden = !parts.length;
  if (focused?.startsWith("ib-facet-")) document.getElementById(focused)?.focus({ preventScroll: true });
}

function group(facet) {
  const chosenHere = state.filters[facet];
  const choices = (counts[facet] ?? []).filter(([key, , count]) => count || chosenHere.includes(key));
  if (facet === "service") choices.sort(([, , one], [, , other]) => other - one); // of many, those that matter here
  for (const key of chosenHere) {
    if (!choices.some(([one]) => one === key)) choices.push([key, names.of(LISTS[facet], key), 0]);
  }
  if (choices.length < 2 && !chosenHere.length) return null;
  const part = make("fieldset", "ib-facet", make("legend", "", FACETS[facet]));
  const folded = choices.length > MOST_CHOICES + 1 && !unfolded.has(facet);
  choices.forEach((choice, place) => {
    if (!folded || place < MOST_CHOICES || chosenHere.includes(choice[0])) part.append(checkbox(facet, choice, place));
  });
  if (folded) {
    const all = make("button", "ib-facet-more", `All ${choices.length}`);
    all.type = "button";
    all.setAttribute("aria-label", `All ${choices.length} under ${FACETS[facet]}`);
    all.addEventListener("click", () => {
      unfolded.add(facet);
      showFacets();
      facets.querySelector(`[name=${facet}]`)?.focus();
    });
    part.append(all);
  }
  return part;
}

function checkbox(facet, [key, label, count], place) {
  const input = make("input", "");
  input.type = "checkbox";
  input.name = facet;
  input.value = key;
  input.id = `ib-facet-${facet}-${key}`;
  input.checked = state.filters[facet].includes(key);
  input.addEventListener("change", () => {
    const others = state.filters[facet].filter((one) => one !== key);
    chosen({ ...state.filters, [facet]: input.checked ? [...others, key] : others });
  });
  return make("label", count ? "" : "ib-facet-empty", input, make("span", "ib-facet-name", said(facet, key, label)), make("span", "ib-n", count.toLocaleString()));
}

/** What a choice is called, as badges call it. */
function said(facet, key, label) {
  if (facet === "severity" && label !== key) return `${key} ${label}`;
  return facet === "status" ? label.replaceAll("-", " ") : label;
}

/* ---- Keys ---- */

function walk(step, from) {
  const links = [...list.querySelectorAll(".ib-result-title a")];
  const place = links.indexOf(from) + step;
  if (place < 0) field.focus();
  else links[place]?.focus();
}

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(typed, PAUSE_MILLISECONDS);
});
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const below = !field.value.slice(field.selectionEnd).includes("\n");
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowDown" && below && list.children.length && !results.hidden) {
    event.preventDefault();
    walk(1);
  }
});
list.addEventListener("keydown", (event) => {
  const link = event.target.closest(".ib-result-title a");
  if (!link || !["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  walk(event.key === "ArrowDown" ? 1 : -1, link);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  field.focus();
  field.select();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  typed();
});
facets.addEventListener("submit", (event) => event.preventDefault());
narrowing.addEventListener("click", () => {
  const open = facets.classList.toggle("ib-facets-open");
  narrowing.setAttribute("aria-expanded", String(open));
});
more.addEventListener("click", () => {
  const shown = list.children.length;
  state = { ...state, page: state.page + 1 };
  write("replaceState");
  askFor(shown);
});
addEventListener("popstate", restore);

/* A browser that loads the page anew when one comes back scrolls before there is anything to scroll to. */
addEventListener("pagehide", () => history.replaceState({ scrolled: scrollY }, ""));

/* ---- Together ---- */

async function restore() {
  const scrolled = history.state?.scrolled ?? 0;
  state = read();
  field.value = state.question;
  help.hidden = Boolean(state.question);
  results.hidden = !state.question;
  write("replaceState");
  await askFor();
  if (scrolled && !scrollY) scrollTo(0, scrolled);
}

say();
for (const part of [found, help]) part.classList.remove("ib-waits");
if (!state.question) field.focus();
restore();
