/* What people paste, as text to compare: of JSON what it says, the alerts that it names and the services.

   The twin of `incidentbook/pasted.py`, which says the rules. */

const DEEPEST = 32;
const LONGEST_NAME = 200;
const words = (text) => new Set(text.trim().split(/\s+/));
const ALERTS = words("alertname alert alertrule rulename alarm alarmname monitorname check checkname");
const PERHAPS_ALERTS = words("name title rule monitor policyname conditionname triggername");
const SERVICES = words(`
  service services servicename serviceid impactedservices affectedservices businessservice job app appname
  application applicationname component components container containername deployment workload host hostname instance
  node system cmdbci resource entity
`);
const OF_A_SERVICE = words("name displayname displayvalue value summary id key title");
const TEXTS = words(`
  summary description shortdescription alarmdescription newstatereason statereason message msg title alerttitle
  subject error err errors errormessage exception exceptionmessage stack stacktrace trace backtrace cause reason body
  text content detail details customdetails annotations commonannotations output log event eventmessage note notes
  comment comments worknotes
`);
const TOLD_WHOLE = words("annotations commonannotations details customdetails error errors err exception body content");

const BEGINS_JSON = /^[ \t\n]*[{[]/;
const BEGINS_OBJECT = /^[ \t]*\{/;
const ADDRESS = /^https?:\/\/[^ \t\n]*$/;
const TAG = /^([^:=]+)[:=](.*)$/s;
const PAIR = new RegExp(
  /(?<![A-Za-z0-9_.-])([A-Za-z][A-Za-z0-9_.-]{0,63})/.source +
    /(?:[ \t]?=[ \t]?(?:"([^"\n]*)"|([^ \t\n"',;(){}[\]]+))|"[ \t]*:[ \t]*"([^"\n]*)")/.source,
  "g",
);
const WHITE_SPACE = " \t\n";
const COLOURS = /\x1b\[[0-9;]*[A-Za-z]/g;

/**
 * @typedef {object} Pasted
 * @property {string} text what was said, in lines; of a log or a stack trace all of it
 * @property {string} whole what was pasted, documents as they stand
 * @property {string[]} alerts names that may be those of alerts, as they are written
 * @property {string[]} services names that may be those of services, of hosts and the like
 * @property {(number: number) => number} line the line of what was pasted, from 1, that a line of the text comes from;
 *   0 where that is not known
 */

/**
 * Read what was pasted. There is nothing that it cannot read.
 * @param {string} text
 * @returns {Pasted}
 */
export function read(text) {
  const whole = inOrder(text);
  const found = { alerts: new Set(), services: new Set() };
  const document = BEGINS_JSON.test(whole) ? documentOf(whole) : null;
  let said = whole;
  let lines = null;
  if (document) {
    said = takeIn(document, found) || whole;
    lines = said.split("\n").fill(stripped(whole).includes("\n") ? 0 : 1);
  } else if (whole.includes("{") && whole.split("\n").some((line) => BEGINS_OBJECT.test(line))) {
    [said, lines] = lineByLine(whole, found);
  } else {
    takePairs(whole, found);
  }
  return {
    text: said,
    whole,
    alerts: [...found.alerts],
    services: [...found.services],
    line: lines && said !== whole ? (number) => lines[number - 1] : (number) => number,
  };
}

function inOrder(text) {
  const plain = (text.startsWith("\ufeff") ? text.slice(1) : text).replace(/\r\n?/g, "\n");
  return (plain.includes("\x1b") ? plain.replace(COLOURS, "") : plain).toWellFormed();
}

/* A text with what its documents say in their place, and for each line of it the line that it comes from. */
function lineByLine(text, found) {
  const parts = [];
  const plain = [];
  const lines = [];
  text.split("\n").forEach((line, at) => {
    const document = BEGINS_OBJECT.test(line) ? documentOf(line) : null;
    const said = (document ? takeIn(document, found) : "") || line;
    if (!document) plain.push(line);
    parts.push(said);
    for (let more = said.split("\n").length; more; more -= 1) lines.push(at + 1);
  });
  takePairs(plain.join("\n"), found);
  return [parts.join("\n"), lines];
}

/* Keeps the names in a document, and returns what it says: nothing if it has no strings. */
function takeIn(document, found) {
  const said = new Set();
  const every = new Set();
  for (const [key, below, string] of strings(document, "", "", 0)) {
    every.add(string);
    if (SERVICES.has(key) || (below === "service" && OF_A_SERVICE.has(key))) {
      name(found.services, string);
      continue;
    }
    if (ALERTS.has(key) || PERHAPS_ALERTS.has(key)) name(found.alerts, string);
    if (ALERTS.has(key) || TEXTS.has(key) || below === "text") said.add(string);
  }
  return [...(said.size ? said : every)].join("\n");
}

/* Keeps the names in text that is no document. */
function takePairs(text, found) {
  for (const [, written, quoted, bare, ofJson] of text.matchAll(PAIR)) {
    const key = keyOf(written);
    const value = quoted || bare || ofJson || "";
    if (SERVICES.has(key)) name(found.services, value);
    else if (ALERTS.has(key)) name(found.alerts, value);
  }
}

/* Each string of a document with its key, and whether it is below a `service`, a `text` or nothing. */
function* strings(value, key, below, level) {
  if (level > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const inner of value) yield* strings(inner, key, below, level + 1);
  } else if (typeof value === "string") {
    const string = inOrder(value);
    const document = BEGINS_JSON.test(string) ? documentOf(string) : null;
    if (document) yield* strings(document, key, below, level + 1);
    else if (key === "tags" || key === "labels") {
      for (const part of string.split(",")) {
        const tag = TAG.exec(part);
        yield* told(tag ? keyOf(tag[1]) : "tags", below, tag ? tag[2] : part);
      }
    } else yield* told(key, below, string);
  } else if (value && typeof value === "object") {
    const inside = SERVICES.has(key) ? "service" : TOLD_WHOLE.has(key) || below === "text" ? "text" : "";
    for (const [written, inner] of Object.entries(value)) yield* strings(inner, keyOf(written), inside, level + 1);
  }
}

function* told(key, below, written) {
  const string = stripped(written);
  if (string && !ADDRESS.test(string)) yield [key, below, string];
}

function name(names, written) {
  const string = stripped(written);
  if (string && !string.includes("\n") && lengthOf(string) <= LONGEST_NAME) names.add(string);
}

/* In characters, of which some are two of JavaScript's. */
function lengthOf(string) {
  return string.length <= LONGEST_NAME || string.length > 2 * LONGEST_NAME ? string.length : [...string].length;
}

function keyOf(written) {
  return written.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/* Without the white space around it; `trim` knows more of that than is meant here. */
function stripped(text) {
  let begin = 0;
  let end = text.length;
  while (begin < end && WHITE_SPACE.includes(text[begin])) begin += 1;
  while (end > begin && WHITE_SPACE.includes(text[end - 1])) end -= 1;
  return text.slice(begin, end);
}

/* A JSON object or list; nothing for any other text. */
function documentOf(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
