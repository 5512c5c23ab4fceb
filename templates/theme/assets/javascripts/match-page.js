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
const [file, empty, note, status, working, found, next] = ["file", "empty", "note", "said", "working", "found", "next"].map(part);
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
  say(`Looking through ${counted(text.text.split("\n").length, "line")} …`);
  try {
    const [index, answer] = await Promise.all([client.open(), client.match(text.text, { signal })]);
    if (signal.aborted) return;
    const lines = await linesWith(answer.matches.map((match) => match.signature), text.text, signal);
    const concerned = { services: text.services, alerts: text.alerts };
    if (signal.aborted) return;
    await show(new Names(index), text, answer, lines, concerned, signal);
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
  next.hidden = true;
}
