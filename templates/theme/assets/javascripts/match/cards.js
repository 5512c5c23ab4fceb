/* What the match page shows of what it found: known issues with their lines and the way out, and open incidents. */

import { ROOT } from "../search/question.js";
import { addressOfArticle, blocksOf, commands, counted, duration, facts, make, passage, titled } from "../search/results.js";

/** @typedef {import("../search/results.js").Article} Article */
/** @typedef {import("../search/results.js").Names} Names */
/** @typedef {import("./found.js").Entry} Entry */
/** @typedef {import("./lines.js").Line} Line */

const AT_ONCE = 3;
const MOST_LINES = 500;
const PAGE = { "known-issue": "#ib-fix", symptom: "", runbook: "" };

/**
 * A known issue, symptom or runbook with all that speaks for it.
 * @param {Entry} entry
 * @param {string} same the ID of an earlier card with the same lines, or nothing
 * @param {Names} names
 * @param {(number: number, from: HTMLElement) => void} jump shows a line where it was pasted
 * @returns {HTMLElement}
 */
export function card({ article, reasons, record }, same, names, jump) {
  const heading = make("h3", "ib-result-title", titled(article, linkTo(addressOfArticle(article))));
  const part = make("article", `ib-result ib-matched ib-matched-${article.kind}`, heading, facts(article, names));
  heading.id = placeOf(article);
  part.setAttribute("aria-labelledby", heading.id);
  if (record?.superseded_by) part.append(instead(record.superseded_by));
  const said = onceEach(reasons).flatMap((reason) => evidence(reason, article, jump));
  part.append(same ? folded(`For the same reason as ${same}`, ...said) : make("div", "ib-matched-lines", ...said));
  part.append(wayOut(article));
  if (record) part.append(make("div", "ib-matched-record", ...howItDid(record)));
  return part;
}

function placeOf({ url }) {
  return `ib-matched-${url.replace(/[^\w-]+/g, "-")}`;
}

function instead({ id, url, title }) {
  return make("p", "ib-matched-instead", make("b", "", "Read instead"), " ", linkTo(new URL(url, ROOT), make("b", "ib-id", id), ` ${title}`));
}

/* Each line once, under the longest of its signatures: shorter ones are often parts of it. */
function onceEach(reasons) {
  const seen = new Set();
  const of = (line) => line.number || line.pieces.map(([text]) => text).join("");
  const left = new Map();
  for (const reason of [...reasons].sort((one, other) => other.said.length - one.said.length)) {
    left.set(reason, reason.lines.filter((line) => !seen.has(of(line))));
    for (const line of reason.lines) seen.add(of(line));
  }
  return reasons
    .map((reason) => ({ ...reason, lines: left.get(reason) }))
    .filter(({ alert, lines }) => alert || lines.length);
}

function evidence({ said, symptom, alert, lines }, article, jump) {
  const name = alert ? make("span", "ib-alert", said) : signature(said);
  const line = make("p", "ib-matched-signature", make("span", "ib-label", alert ? "Alert" : "Signature"), " ", name);
  if (symptom && symptom.url !== article.url) line.append(" of ", linkTo(addressOfArticle(symptom), symptom.title));
  return [line, ...(lines.length ? listed(lines, jump) : [])];
}

function signature(said) {
  const code = make("code", "");
  said.split("<*>").forEach((text, place) => code.append(...(place ? [make("i", "", "<*>")] : []), text));
  return code;
}

function listed(lines, jump) {
  const list = (some) => make("ul", "ib-lines", ...some.map((line) => make("li", "", oneLine(line, jump))));
  const rest = lines.slice(AT_ONCE, MOST_LINES);
  if (!rest.length) return [list(lines)];
  const more = folded(counted(lines.length - AT_ONCE, "more line"), list(rest));
  if (lines.length > MOST_LINES) more.append(make("p", "", `And ${counted(lines.length - MOST_LINES, "more line")}.`));
  return [list(lines.slice(0, AT_ONCE)), more];
}

function oneLine({ number, pieces }, jump) {
  const text = make("span", "ib-line-text", ...pieces.map(([piece, marked]) => (marked ? make("mark", "", piece) : piece)));
  if (!number) return make("span", "ib-line", make("span", "ib-line-number", ""), text);
  const place = make("span", "ib-line-number", make("span", "ib-hidden", "Line "), String(number));
  const button = make("button", "ib-line", place, " ", text);
  button.type = "button";
  button.title = "Show this line in the text; Escape leads back";
  button.addEventListener("click", () => jump(number, button));
  return button;
}

function folded(summary, ...inside) {
  return make("details", "ib-matched-more", make("summary", "", summary), ...inside);
}

function wayOut(article) {
  const head = make("p", "ib-result-fix-head", make("span", "ib-label", "What to do"));
  const part = make("div", "ib-result-fix", head);
  const fix = article.fix ?? [];
  const more = linkTo(`${addressOfArticle(article)}${PAGE[article.kind] ?? ""}`, fix.length ? "The whole page" : "What its page says");
  more.className = "ib-result-go";
  more.setAttribute("aria-label", `${more.textContent}: ${article.title}`);
  head.append(more);
  for (const block of blocksOf(fix)) {
    part.append(block.code ? commands(block.lines.join("\n")) : make("p", "", block.lines[0]));
  }
  return part;
}

/* How often a fix worked, when last, and whom to call. */
function howItDid({ worked, partly, tried, last, owner, contacts }) {
  const how = make("p", "ib-matched-worked");
  if (tried) {
    const outcome = worked === tried ? "worked" : worked || partly ? "partly" : "failed";
    how.append(make("span", `ib-outcome ib-outcome-${outcome}`, `Worked ${worked} of ${counted(tried, "time")}`));
    if (partly) how.append(`, in part ${partly}`);
  } else how.append(make("span", "ib-none", "It is not recorded whether this has worked before."));
  if (last) {
    how.append(", last ", ...(last.date ? [time(last.date), " "] : []), "in ", linkTo(new URL(last.url, ROOT), make("b", "ib-id", last.id)));
    if (last.took_minutes) how.append(`, within ${duration(last.took_minutes)}`);
  }
  const call = make("dl", "ib-call");
  if (owner) call.append(fact("Owner", owner));
  for (const [label, said, address] of contacts) call.append(fact(label, address ? linkTo(address, said) : said));
  return call.childElementCount ? [how, call] : [how];
}

function fact(label, said) {
  return make("div", "", make("dt", "", label), make("dd", "", said));
}

function linkTo(address, ...inside) {
  const link = make("a", "", ...inside);
  link.href = address;
  return link;
}

function time(date) {
  const element = make("time", "", date);
  element.dateTime = date;
  return element;
}

/**
 * Links to cards, where there are several.
 * @param {Entry[]} entries
 * @returns {HTMLElement}
 */
export function overview(entries) {
  const list = make("ul", "", ...entries.map(({ article, reasons }) => {
    const lines = new Set(reasons.flatMap((reason) => reason.lines.map(({ number }) => number)));
    const how = reasons.every(({ alert }) => alert) ? "by its alert" : lines.has(0) ? "" : counted(lines.size, "line");
    return make("li", "", titled(article, linkTo(`#${placeOf(article)}`)), " ", make("span", "ib-n", how));
  }));
  const nav = make("nav", "ib-match-overview", list);
  nav.setAttribute("aria-label", "What matches");
  return nav;
}

const BECAUSE = {
  "known-issue": (shared) => `a case of ${shared}`,
  alert: (shared) => `with the alert ${shared}`,
  symptom: () => "with the same symptom",
  service: (shared, names) => `on ${names.of("services", shared)}`,
  needed: (shared, names) => `on ${names.of("services", shared)}, which is needed`,
};

/**
 * Open incidents that this may be a part of.
 * @param {{incident: object, because: [string, string]}[]} open
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function openNow(open, names) {
  const list = make("ul", "", ...open.map(({ incident, because: [kind, shared] }) => {
    const link = linkTo(new URL(incident.url, ROOT), make("b", "", `${incident.id} `), incident.title);
    const said = make("span", "ib-open-facts", ` open ${BECAUSE[kind](shared, names)}`);
    if (incident.started) said.append(`, since ${incident.started}`);
    const severity = incident.severity ? [make("span", `ib-sev ib-sev-${Math.min(names.rank(incident.severity), 4)}`, incident.severity), " "] : [];
    return make("li", "", ...severity, link, said);
  }));
  const heading = make("h2", "", `Open now: this may be ${open.length === 1 ? "it" : "one of them"}`);
  const part = make("section", "ib-open", heading, list);
  heading.id = "ib-match-open";
  part.setAttribute("aria-labelledby", heading.id);
  return part;
}

/**
 * Articles in a section, without their way out.
 * @param {string} title
 * @param {HTMLElement[]} content
 * @param {string} [classes] of what holds the content
 * @returns {HTMLElement}
 */
export function section(title, content, classes = "ib-similar") {
  const heading = make("h2", "", title);
  const whole = make("section", "", heading, make("div", `ib-answers ${classes}`, ...content));
  heading.id = `ib-match-${title.toLowerCase().replaceAll(" ", "-")}`;
  whole.setAttribute("aria-labelledby", heading.id);
  return whole;
}

/**
 * An article that is like what was pasted.
 * @param {import("../search/results.js").Answer} answer
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function likeness(answer, names) {
  const heading = make("h3", "ib-result-title", titled(answer.article, linkTo(addressOfArticle(answer.article))));
  const said = answer.reason === "phrase" ? "All of it stands there word for word" : `In both: ${answer.shared?.join(", ")}`;
  const why = answer.shared || answer.reason === "phrase" ? [make("p", "ib-result-why", said)] : [];
  return make("article", "ib-result", heading, facts(answer.article, names), ...why, ...passage(answer));
}
