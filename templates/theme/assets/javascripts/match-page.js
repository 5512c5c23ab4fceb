/* The match page: what is pasted, dropped or chosen is compared with all signatures, in a worker, and nowhere else. */

import { card, likeness, openNow, overview, section } from "./match/cards.js";
import { certain, load, openIncidents } from "./match/found.js";
import { MOST, Unreadable, lastPart, readFile, said as sizeSaid } from "./match/reading.js";
import { connect } from "./search/client.js";
import { read } from "./search/pasted.js";
import { ROOT, taken } from "./search/question.js";
import { Names, counted, mistake } from "./search/results.js";

const PAUSE_MILLISECONDS = 250;
const MOST_SIMILAR = 5;
const MUCH = 10_000;
const FEWEST_ROWS = 4;

const page = document.querySelector("[data-ib-match]");
const box = page.querySelector("textarea");
const ROWS = box.rows;
const [file, empty, note, status, working, cancel, found, help, next, without] = [
  "file", "empty", "note", "said", "working", "cancel", "found", "help", "next", "without",
].map((name) => page.querySelector(`[data-ib-${name}]`));
const client = connect(ROOT);
let book = null; // what the names in a text lead to, once it has been asked for
let current = new AbortController();
let pause = 0;
let matched = ""; // the text whose results are shown
let cameFrom = null; // the line in the results that led into the text

/* ---- Taking text in ---- */

function take({ text, of }, name = "") {
  box.value = text;
  const cut = `${name || "The text"} has ${sizeSaid(of)}: the last 1 MB is looked through, and lines are counted from there.`;
  tell(of > MOST ? cut : name && `From ${name}.`);
  box.scrollTop = 0;
  run();
}

async function takeFile(chosen) {
  if (!chosen) return;
  file.value = ""; // the same one can be chosen again
  const signal = begin(`Reading ${chosen.name} …`);
  try {
    const content = await readFile(chosen);
    if (!signal.aborted) take(content, chosen.name);
  } catch (error) {
    if (signal.aborted) return;
    end("");
    tell(error instanceof Unreadable ? error.message : `${chosen.name} cannot be read: ${error.message}`);
  }
}

/* What is pasted anywhere lands in the field. Much text is put there by hand: browsers take minutes for a megabyte. */
function pasted(event) {
  const text = event.clipboardData?.getData("text") ?? "";
  const inField = event.target === box;
  if (!inField && event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (!text.trim() || (inField && text.length < MUCH)) return;
  event.preventDefault();
  const before = inField ? box.value.slice(0, box.selectionStart) : "";
  const after = inField ? box.value.slice(box.selectionEnd) : "";
  box.focus();
  take(lastPart(before + text + after));
}

function tell(text) {
  note.textContent = text;
  note.hidden = !text;
}

/* ---- Matching ---- */

/* Says that work has begun, and ends what was under way. */
function begin(words) {
  current.abort();
  clearTimeout(pause);
  current = new AbortController();
  matched = "";
  status.textContent = words;
  working.hidden = false;
  help.hidden = true;
  page.setAttribute("aria-busy", "true");
  return current.signal;
}

function end(words) {
  status.textContent = words;
  working.hidden = true;
  page.removeAttribute("aria-busy");
}

function stop(words) {
  current.abort();
  clearTimeout(pause);
  end(words);
  box.focus();
}

function later() {
  empty.disabled = !box.value;
  clearTimeout(pause);
  pause = setTimeout(run, PAUSE_MILLISECONDS);
}

async function run() {
  clearTimeout(pause);
  if (box.value.length > MOST) return take(lastPart(box.value));
  const text = box.value;
  empty.disabled = !text;
  if (!text.trim()) return clear();
  if (text === matched) return;
  const signal = begin(`Looking through ${counted(linesOf(text), "line")} …`);
  await new Promise((resolve) => { setTimeout(resolve); }); // so that this can be seen
  if (signal.aborted) return;
  try {
    await match(read(text), signal);
    matched = text;
  } catch (error) {
    if (signal.aborted) return;
    end("");
    found.replaceChildren(mistake(error, () => { box.focus(); run(); }));
    next.hidden = false;
  }
}

async function match(text, signal) {
  book ??= load("match").catch((error) => { book = null; throw error; });
  const [index, answer, names] = await Promise.all([client.open(), client.match(text.text, { signal }), book]);
  const asPasted = text.whole === text.text ? [] : (await client.match(text.whole, { signal })).matches;
  const { entries, incidents } = await certain(text, answer, asPasted, names, signal);
  const open = openIncidents(await load("open", signal), entries, text.services, names);
  signal.throwIfAborted();
  show(new Names(index), { text, entries, incidents, open, answers: answer.answers });
}

/* ---- Showing ---- */

function show(names, { text, entries, incidents, open, answers }) {
  const shown = new Set([...entries.map(({ article }) => article.url), ...incidents.map(([, { url }]) => url)]);
  const others = answers.filter(({ article, reason }) => !shown.has(article.url) && reason !== "signature");
  const named = others.filter(({ reason }) => reason === "id");
  const similar = others.filter((answer) => !named.includes(answer)).slice(0, MOST_SIMILAR);
  const parts = [];
  if (open.length) parts.push(openNow(open, names));
  if (entries.length > 2) parts.push(overview(entries));
  if (entries.length) parts.push(section("What matches", cardsOf(entries, names), "ib-matches"));
  if (incidents.length) {
    const fired = incidents.map(([alert, article]) => likeness({ article, passage: [["Alert ", false], [alert, true]] }, names));
    parts.push(section("Earlier incidents with this alert", fired));
  }
  if (named.length) parts.push(section("Named in the text", named.map((answer) => likeness(answer, names))));
  if (similar.length) parts.push(section("Similar by words", similar.map((answer) => likeness(answer, names))));
  found.replaceChildren(...parts);
  box.rows = Math.min(Math.max(linesOf(text.whole) + 1, FEWEST_ROWS), ROWS);
  next.hidden = entries.length > 0;
  end(summary(entries, similar, text));
}

function cardsOf(entries, names) {
  const first = new Map(); // by reasons: the first with just these
  return entries.map((entry) => {
    const why = entry.reasons.map(({ said }) => said).sort().join("\n");
    const same = first.get(why) ?? "";
    if (!same) first.set(why, entry.article.id);
    return card(entry, same, names, jump);
  });
}

function summary(entries, similar, text) {
  const all = counted(linesOf(text.whole), "line");
  if (entries.length) {
    const of = (kind) => entries.filter(({ article }) => article.kind === kind).length;
    const said = [["known-issue", "known issue"], ["symptom", "symptom"], ["runbook", "runbook"]]
      .filter(([kind]) => of(kind))
      .map(([kind, noun]) => counted(of(kind), noun));
    const lines = new Set(entries.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.lines.map(({ number }) => number))));
    lines.delete(0); // of JSON in several lines it is not known which
    const where = lines.size ? `, on ${lines.size.toLocaleString("en")} of ${all}` : "";
    return `${new Intl.ListFormat("en-GB").format(said)} ${entries.length === 1 ? "matches" : "match"}${where}.`;
  }
  const alike = similar.length ? ` ${counted(similar.length, "article")} ${similar.length === 1 ? "is" : "are"} similar by words.` : "";
  return `No signature and no alert matches in ${all}.${alike}`;
}

function linesOf(text) { return text.trimEnd().split("\n").length; }

/* Shows a line where it was pasted; Escape leads back. */
function jump(number, from) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  box.scrollTop = (number - 1) * parseFloat(getComputedStyle(box).lineHeight) - box.clientHeight / 3;
  box.scrollLeft = 0;
  box.scrollIntoView({ block: "nearest" });
  cameFrom = from;
}

function clear() {
  matched = "";
  box.value = "";
  box.rows = ROWS;
  empty.disabled = true;
  tell("");
  found.replaceChildren();
  help.hidden = false;
  next.hidden = true;
  stop("");
}

/* ---- Together ---- */

box.addEventListener("input", later);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cameFrom?.isConnected) return;
  cameFrom.focus();
  cameFrom = null;
});
document.addEventListener("paste", pasted);
file.addEventListener("change", () => takeFile(file.files[0]));
empty.addEventListener("click", clear);
cancel.addEventListener("click", () => stop("Cancelled. Change the text to match it again."));
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  page.classList.add("ib-match-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) page.classList.remove("ib-match-over");
});
document.addEventListener("drop", (event) => {
  page.classList.remove("ib-match-over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  takeFile(event.dataTransfer.files[0]);
});

without.remove();
const handedOver = taken();
if (handedOver) take(lastPart(handedOver));
else if (box.value) run();
