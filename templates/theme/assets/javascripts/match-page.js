/* The match page: what is pasted, dropped or chosen is compared with all signatures, in a worker, and nowhere else. */

import { card, open as openIncidents, record } from "./match/cards.js";
import { linesWith } from "./match/lines.js";
import { MOST, Unreadable, lastPart, readFile, said as sizeSaid } from "./match/reading.js";
import { connect } from "./search/client.js";
import { read } from "./search/pasted.js";
import { ROOT, taken } from "./search/question.js";
import { Names, addressOfArticle, counted, facts, make, mistake, passage, titled } from "./search/results.js";

const PAUSE_MILLISECONDS = 250;
const MOST_SIMILAR = 5;

const page = document.querySelector("[data-ib-match]");
const part = (name) => page.querySelector(`[data-ib-${name}]`);
const box = page.querySelector("textarea");
const [file, empty, note, status, working, found, help, next] = "file empty note said working found help next".split(" ").map(part);
const client = connect(ROOT);
let running = new AbortController();
let pause = 0;
let matched = ""; // the text whose results are shown
let cameFrom = null;

/* ---- Taking text in ---- */

function take({ text, of }, name = "") {
  box.value = text;
  const cut = of > MOST ? `${name || "The text"} has ${sizeSaid(of)}; the last 1 MB of it is looked through, and lines are counted from there.` : "";
  tell(cut || (name && `From ${name}.`));
  box.scrollTop = 0;
  run();
}

async function takeFile(chosen) {
  if (!chosen) return;
  const { signal } = begin();
  say(`Reading ${chosen.name} …`);
  try {
    const content = await readFile(chosen);
    if (!signal.aborted) take(content, chosen.name);
  } catch (error) {
    if (signal.aborted) return;
    end();
    say("");
    tell(error instanceof Unreadable ? error.message : `${chosen.name} cannot be read: ${error.message}`);
  }
}

/* More than is looked through never gets into the field, which would take long to show it. */
function pasted(event) {
  const text = event.clipboardData?.getData("text") ?? "";
  const elsewhere = event.target !== box;
  if (elsewhere && event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
  const whole = box.selectionEnd - box.selectionStart === box.value.length;
  if (!text.trim() || !(elsewhere || whole || text.length + box.value.length > MOST)) return;
  event.preventDefault();
  box.focus();
  take(lastPart(text));
}

function tell(text) {
  note.textContent = text;
  note.hidden = !text;
}

/* ---- Matching ---- */

function begin() {
  running.abort();
  clearTimeout(pause);
  running = new AbortController();
  working.hidden = false;
  help.hidden = true;
  page.setAttribute("aria-busy", "true");
  return running;
}

function end() {
  working.hidden = true;
  page.removeAttribute("aria-busy");
}

function say(text) { status.textContent = text; }

function later() {
  empty.disabled = !box.value;
  clearTimeout(pause);
  pause = setTimeout(run, PAUSE_MILLISECONDS);
}

async function run() {
  clearTimeout(pause);
  const whole = box.value.length > MOST ? lastPart(box.value) : { text: box.value, of: box.value.length };
  if (whole.of > MOST) return take(whole);
  empty.disabled = !whole.text;
  if (!whole.text.trim()) return clear();
  if (whole.text === matched) return;
  const { signal } = begin();
  const text = read(whole.text);
  say(`Looking through ${counted(linesOf(text.whole), "line")} …`);
  try {
    const [index, answer] = await Promise.all([client.open(), client.match(text.text, { signal })]);
    if (signal.aborted) return;
    const lines = await linesWith(answer.matches.map((match) => match.signature), text.text, signal);
    if (signal.aborted) return;
    await show(new Names(index), text, answer, lines, signal);
    matched = whole.text;
  } catch (error) {
    if (signal.aborted) return;
    end();
    say("");
    found.replaceChildren(mistake(error, () => { box.focus(); run(); }));
    next.hidden = false;
  }
}

function cancel() {
  running.abort();
  clearTimeout(pause);
  end();
  say("Cancelled. Change the text to match it again.");
  box.focus();
}

function clear() {
  running.abort();
  end();
  matched = "";
  box.value = "";
  file.value = "";
  empty.disabled = true;
  tell("");
  say("");
  found.replaceChildren();
  help.hidden = false;
  next.hidden = true;
}

/* ---- Showing ---- */

async function show(names, pasted, answer, lines, signal) {
  const cards = cardsOf(pasted, answer, lines);
  const articles = cards.map(({ article }) => article);
  const services = new Set(articles.flatMap((article) => article.services));
  for (const name of pasted.services) services.add(serviceKey(names, name));
  const [open, missing] = await openOn(services);
  if (signal.aborted) return;
  end();
  const parts = [];
  if (open.length) parts.push(openIncidents(open, names));
  if (missing) parts.push(make("p", "ib-note", "Whether an incident is open could not be loaded."));
  if (cards.length) parts.push(section("What matches", "ib-answers", cards.map((one) => card(one, names, jump))));
  const known = new Set(articles.map((article) => article.url));
  const similar = answer.answers.filter((one) => !known.has(one.article.url)).slice(0, MOST_SIMILAR);
  if (similar.length) parts.push(section("Similar by words", "ib-answers ib-similar", similar.map((one) => likeness(one, names))));
  found.replaceChildren(...parts);
  next.hidden = cards.length > 0;
  say(summary(cards, similar, pasted));
  for (const article of articles) tellRecord(article);
}

/* Each known issue once, with all its signatures; a symptom only where no known issue explains it. */
function cardsOf(pasted, { matches }, lines) {
  const cards = new Map();
  for (const { signature, title, articles } of matches) {
    const issues = articles.filter((article) => article.kind === "known-issue");
    for (const article of issues.length ? issues : articles) {
      const one = cards.get(article.url) ?? { article, found: new Map() };
      cards.set(article.url, one);
      const places = lines.get(signature).map(({ number, pieces }) => ({ number: pasted.line(number), pieces }));
      one.found.set(signature, { signature, title, lines: places });
    }
  }
  const first = new Map();
  return Array.from(cards.values(), ({ article, found: of }) => {
    const all = onceEach([...of.values()]);
    const signatures = [...of.keys()].join("\n");
    const same = first.get(signatures) ?? "";
    if (!same) first.set(signatures, article.id);
    return { article, found: all, same };
  });
}

/* Each line once, under the longest of its signatures: shorter ones are often parts of it. */
function onceEach(found) {
  const seen = new Set();
  const of = (line) => `${line.number} ${line.pieces.map(([text]) => text).join("")}`;
  return found
    .sort((one, other) => other.signature.length - one.signature.length)
    .map((one) => {
      const lines = one.lines.filter((line) => !seen.has(of(line)));
      for (const line of lines) seen.add(of(line));
      return { ...one, lines };
    })
    .filter(({ lines }) => lines.length)
    .sort((one, other) => one.lines[0].number - other.lines[0].number);
}

function summary(cards, similar, pasted) {
  const issues = cards.filter(({ article }) => article.kind === "known-issue").length;
  const lines = new Set(cards.flatMap((one) => one.found.flatMap((of) => of.lines.map((line) => line.number))));
  const others = cards.length - issues;
  const what = [issues && counted(issues, "known issue"), others && counted(others, "symptom")].filter(Boolean).join(" and ");
  const all = counted(linesOf(pasted.whole), "line");
  if (what) return `${what} ${cards.length === 1 ? "matches" : "match"}, on ${lines.size.toLocaleString("en")} of ${all}.`;
  const none = `No signature matches in ${all}.`;
  return similar.length ? `${none} ${counted(similar.length, "article")} ${similar.length === 1 ? "is" : "are"} similar by words.` : none;
}

function linesOf(text) { return text.trimEnd().split("\n").length; }

function section(title, classes, content) {
  const heading = make("h2", "", title);
  heading.id = `ib-match-${title.toLowerCase().replaceAll(" ", "-")}`;
  const whole = make("section", "", heading, make("div", classes, ...content));
  whole.setAttribute("aria-labelledby", heading.id);
  return whole;
}

function likeness(answer, names) {
  const link = make("a", "ib-result-link");
  link.href = addressOfArticle(answer.article);
  return make("article", "ib-result", make("h3", "ib-result-title", titled(answer.article, link)), facts(answer.article, names), ...passage(answer));
}

function serviceKey(names, said) {
  const small = said.toLowerCase();
  const known = (names.index.services ?? []).find((pair) => pair.some((name) => name.toLowerCase() === small));
  return known ? known[0] : said;
}

/* Open incidents of services, and whether it is not known if there are any. */
async function openOn(services) {
  if (!services.size) return [[], false];
  try {
    const answer = await fetch(new URL("search/open.bin", ROOT));
    if (!answer.ok) throw new Error(String(answer.status));
    const all = await new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).json();
    return [all.filter((incident) => incident.services.some((key) => services.has(key))), false];
  } catch {
    return [[], true];
  }
}

/* Puts into a card, once it is fetched, how often the fix worked and whom to call; the card is good without it. */
async function tellRecord(article) {
  if (article.kind !== "known-issue") return;
  try {
    const answer = await fetch(new URL(`search/fixes/${encodeURIComponent(article.id.toLowerCase())}.json`, ROOT));
    if (answer.ok) found.querySelector(`[data-ib-record="${CSS.escape(article.id)}"]`)?.append(...record(await answer.json()));
  } catch {
    // its page says the same
  }
}

/* Shows a line where it was pasted; Escape leads back. */
function jump(number, from) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  const height = parseFloat(getComputedStyle(box).lineHeight);
  box.scrollTop = (number - 1) * height - box.clientHeight / 3;
  box.scrollLeft = 0;
  box.scrollIntoView({ block: "nearest" });
  cameFrom = from;
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
empty.addEventListener("click", () => { clear(); box.focus(); });
part("cancel").addEventListener("click", cancel);
document.addEventListener("dragover", (event) => {
  if (![...event.dataTransfer.types].includes("Files")) return;
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

part("without").remove();
const handedOver = taken();
if (handedOver) take(lastPart(handedOver));
else if (box.value) run();
