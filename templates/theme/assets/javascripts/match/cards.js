/* What the match page shows of an answer: known issues with their lines and the way out, and open incidents. */

import { ROOT } from "../search/question.js";
import { addressOfArticle, commands, blocksOf, counted, duration, facts, make, titled } from "../search/results.js";

/** @typedef {import("../search/results.js").Article} Article */
/** @typedef {{number: number, pieces: [string, boolean][]}} Line its number in what was pasted (0: not known), its text
 *   in pieces, of which those that the signature names are marked */
/** @typedef {{title: string, signature: string, lines: Line[]}} Found a signature of a symptom and where it is found */

const AT_ONCE = 3;
const MOST_LINES = 500;

/**
 * A known issue or symptom with all that speaks for it.
 * @param {{article: Article, found: Found[], alert?: string, same: string}} matched `found` is what leads to it, `alert`
 *   the alert that does, `same` the ID of an earlier card with the same lines
 * @param {import("../search/results.js").Names} names
 * @param {(number: number, from: HTMLElement) => void} jump shows a line where it was pasted
 * @returns {HTMLElement}
 */
export function card({ article, found, alert, same }, names, jump) {
  const link = make("a", "ib-result-link");
  link.href = addressOfArticle(article);
  const heading = make("h3", "ib-result-title", titled(article, link));
  const part = make("article", `ib-result ib-matched ib-matched-${article.kind}`, heading, facts(article, names));
  heading.id = `ib-matched-${article.id}`;
  part.setAttribute("aria-labelledby", heading.id);
  if (alert) part.append(make("p", "ib-matched-alert", "Alert ", make("span", "ib-alert", alert)));
  if (found.length) part.append(same ? folded(`The same lines as ${same}`, ...evidence(found, jump)) : make("div", "ib-matched-lines", ...evidence(found, jump)));
  if (article.kind === "known-issue") {
    const place = make("div", "ib-matched-record");
    place.dataset.ibRecord = article.id;
    part.append(wayOut(article), place);
  }
  return part;
}

function evidence(found, jump) {
  return found.flatMap(({ signature, title, lines }) => {
    const code = make("code", "ib-signature-parts");
    signature.split("<*>").forEach((text, place) => code.append(...(place ? [make("i", "", "<*>")] : []), text));
    const said = make("p", "ib-matched-signature", make("span", "ib-label", "Signature"), " ", code);
    said.title = title;
    return [said, ...listed(lines, jump)];
  });
}

function listed(lines, jump) {
  const list = (some) => make("ul", "ib-lines", ...some.map((line) => make("li", "", lineButton(line, jump))));
  const rest = lines.slice(AT_ONCE, MOST_LINES);
  const parts = [list(lines.slice(0, AT_ONCE))];
  if (rest.length) {
    const more = folded(counted(lines.length - AT_ONCE, "more line"), list(rest));
    if (lines.length > MOST_LINES) more.append(make("p", "ib-small", `and ${counted(lines.length - MOST_LINES, "more")}`));
    parts.push(more);
  }
  return parts;
}

function lineButton(line, jump) {
  const text = make("span", "ib-line-text", ...line.pieces.map(([piece, marked]) => (marked ? make("mark", "", piece) : piece)));
  if (!line.number) return make("span", "ib-line", text);
  const button = make("button", "ib-line", make("span", "ib-line-number", make("span", "ib-hidden", "Line "), String(line.number)), text);
  button.type = "button";
  button.addEventListener("click", () => jump(line.number, button));
  return button;
}

function folded(summary, ...inside) {
  return make("details", "ib-matched-more", make("summary", "", summary), ...inside);
}

function wayOut(article) {
  const part = make("div", "ib-result-fix", make("p", "ib-result-fix-head", make("span", "ib-label", "What to do")));
  const more = make("a", "ib-result-go", article.fix?.length ? "The whole page" : "Nothing is written down yet: read the page");
  more.href = `${addressOfArticle(article)}#ib-fix`;
  part.firstChild.append(" ", more);
  for (const block of blocksOf(article.fix ?? [])) {
    part.append(block.code ? commands(block.lines.join("\n")) : make("p", "", block.lines[0]));
  }
  return part;
}

/**
 * How often the fix of a known issue worked, when last, and whom to call.
 * @param {{worked: number, tried: number, last: {id: string, url: string, date: string, took_minutes: number|null}|null,
 *   owner: string, contacts: [string, string, string][]}} record of `search/fixes/`
 * @returns {HTMLElement[]}
 */
export function record({ worked, tried, last, owner, contacts }) {
  const lines = [];
  const how = make("p", "ib-matched-worked");
  if (tried) {
    const good = worked === tried ? "ib-outcome-worked" : worked ? "ib-outcome-partly" : "ib-outcome-failed";
    how.append(make("span", `ib-outcome ${good}`, `Worked ${worked} of ${tried === 1 ? "1 time" : `${tried} times`}`));
    if (last) {
      const link = make("a", "ib-id", last.id);
      link.href = new URL(last.url, ROOT).href;
      how.append(", last ", ...(last.date ? [time(last.date), " "] : []), "in ", link);
      if (last.took_minutes) how.append(`, in ${duration(last.took_minutes)}`);
    }
  } else how.append(make("span", "ib-none", "It is not recorded whether this has worked."));
  lines.push(how);
  if (owner || contacts.length) {
    const list = make("dl", "ib-call");
    if (owner) list.append(fact("Owner", owner));
    for (const [label, said, address] of contacts) list.append(fact(label, address ? linkTo(address, said) : said));
    lines.push(list);
  }
  return lines;
}

function fact(label, said) {
  return make("div", "", make("dt", "", label), make("dd", "", said));
}

function linkTo(address, said) {
  const link = make("a", "", said);
  link.href = address;
  link.rel = "noopener";
  return link;
}

function time(date) {
  const element = make("time", "", date);
  element.dateTime = date;
  return element;
}

/**
 * Incidents that are open on services that are concerned.
 * @param {{id: string, title: string, url: string, severity: string, services: string[], started: string}[]} incidents
 * @param {import("../search/results.js").Names} names
 * @returns {HTMLElement}
 */
export function open(incidents, names) {
  const list = make("ul", "");
  for (const incident of incidents) {
    const link = make("a", "", make("b", "", `${incident.id} `), incident.title);
    link.href = new URL(incident.url, ROOT).href;
    const on = incident.services.map((key) => names.of("services", key)).join(" · ");
    const said = make("span", "ib-open-facts", `is open${on ? ` on ${on}` : ""}`);
    if (incident.started) said.append(" since ", time(incident.started));
    const severity = incident.severity && make("span", `ib-sev ib-sev-${Math.min(names.rank(incident.severity), 4)}`, incident.severity);
    list.append(make("li", "", ...(severity ? [severity, " "] : []), link, " ", said));
  }
  const heading = make("h2", "", incidents.length === 1 ? "This may be it: an incident is open" : "This may be one of them: incidents are open");
  const part = make("section", "ib-open", heading, list);
  heading.id = "ib-match-open";
  part.setAttribute("aria-labelledby", heading.id);
  return part;
}
