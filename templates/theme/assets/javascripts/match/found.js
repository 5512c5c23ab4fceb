/* What speaks for what: from signatures and alerts to known issues, the best first. As `incidentbook match` has it. */

import { Files } from "../search/files.js";
import { ROOT } from "../search/question.js";
import { linesWith } from "./lines.js";

/** @typedef {import("../search/results.js").Article} Article */
/** @typedef {import("./lines.js").Line} Line */
/** @typedef {{said: string, symptom: Article|null, alert: boolean, lines: Line[]}} Reason a signature, or the name of an
 *   alert, and where it stands in what was pasted; the symptom that has it, if that has a page of its own */
/** @typedef {{article: Article, reasons: Reason[], record: object|null}} Entry */
/** @typedef {{alerts: [string, number[], number[]][], services: Record<string, string>,
 *   needs: Record<string, string[]>, together: number}} Book what the names in a text lead to, as slots and keys */

/* What tells the name of an alert from a word that any text may have. */
const NO_WORD = /[a-z0-9][A-Z]|[0-9_ -]|[A-Z]{2}/;
/* What a cluster appends to the name of what it runs: something with a digit, or five letters without a vowel. */
const APPENDED = /-(?:[a-z0-9]*[0-9][a-z0-9]*|[bcdfghjklmnpqrstvwxz]{5})$/;
const KINDS = ["known-issue", "symptom", "runbook"];

const files = new Files(new URL("search/", ROOT));

/**
 * One of the small files of search; null if there is no such file.
 * @param {string} name
 * @param {AbortSignal} [signal]
 */
export function load(name, signal) {
  return files.get(`${name}.bin`, (content) => JSON.parse(new TextDecoder().decode(content)), { signal, fetched: new Map() });
}

/**
 * The articles that signatures and alerts lead to.
 * @param {import("../search/pasted.js").Pasted} pasted
 * @param {import("../search/engine.js").Matched} answer what its text matches and is like
 * @param {{signature: string, articles: Article[]}[]} asPasted what matches before JSON is read as such
 * @param {Book} book
 * @param {AbortSignal} signal
 * @returns {Promise<{entries: Entry[], incidents: [string, Article][]}>} and the newest incidents with its alerts
 */
export async function certain(pasted, { matches: said, answers }, asPasted, book, signal) {
  const entries = new Map();
  const add = (article, reason) => {
    const entry = entries.get(article.url) ?? { article, reasons: [], record: null };
    entries.set(article.url, entry);
    if (!entry.reasons.some((one) => one.said === reason.said)) entry.reasons.push(reason);
  };
  const inText = new Set(said.map(({ signature }) => signature));
  const others = asPasted.filter(({ signature }) => !inText.has(signature));
  const lines = await linesWith(inText, pasted.text, signal, pasted.line);
  const otherLines = await linesWith(others.map(({ signature }) => signature), pasted.whole, signal);
  for (const { signature, articles } of [...said, ...others]) {
    const symptom = articles.find(({ kind }) => kind === "symptom") ?? null;
    const reason = { said: signature, symptom, alert: false, lines: lines.get(signature) ?? otherLines.get(signature) };
    for (const article of explaining(articles)) add(article, reason);
  }
  const incidents = new Map();
  for (const { alert, slots, earlier, lines: of } of await alertsIn(pasted, book, signal)) {
    const articles = await fetched(slots, book.together, signal);
    for (const article of explaining(articles)) add(article, { said: alert, symptom: null, alert: true, lines: of });
    for (const incident of await fetched(earlier, book.together, signal)) incidents.set(incident.url, [alert, incident]);
  }
  await Promise.all(Array.from(entries.values(), async (entry) => { entry.record = await recordOf(entry.article, signal); }));
  const scores = new Map(answers.map(({ article, score }) => [article.url, score]));
  return { entries: sorted([...entries.values()], scores), incidents: [...incidents.values()] };
}

/* A symptom says less than the known issues that explain it. */
function explaining(articles) {
  const explained = articles.some(({ kind }) => kind === "known-issue");
  return articles.filter(({ kind }) => kind !== "symptom" || !explained);
}

/* The alerts that are named, and those whose name stands in the text and is no mere word. */
async function alertsIn(pasted, book, signal) {
  const named = new Set(pasted.alerts.map((name) => name.toLowerCase()));
  const distinct = book.alerts.map(([alert]) => alert).filter((alert) => NO_WORD.test(alert));
  const standing = await linesWith(distinct, pasted.text, signal, pasted.line);
  return book.alerts
    .filter(([alert]) => named.has(alert.toLowerCase()) || standing.get(alert)?.length)
    .map(([alert, slots, earlier]) => ({ alert, slots, earlier, lines: standing.get(alert) ?? [] }));
}

/* Articles by their slots; what is not there any more is left out. */
async function fetched(slots, together, signal) {
  const found = await Promise.all(slots.map(async (slot) => {
    const articles = await load(`articles/${Math.floor(slot / together)}`, signal);
    return articles?.[slot];
  }));
  return found.filter(Boolean);
}

/* How a fix has done and whom to call; nothing if that cannot be had, as its page says the same. */
async function recordOf(article, signal) {
  if (article.kind !== "known-issue") return null;
  try {
    const answer = await fetch(new URL(`search/fixes/${encodeURIComponent(article.id.toLowerCase())}.json`, ROOT), { signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/* By kind, what still holds before what does not, signatures before alerts, then by how much speaks for it. */
function sorted(entries, scores) {
  const order = ({ article, reasons, record }) => [
    KINDS.indexOf(article.kind),
    Number(article.status === "retired" || Boolean(record?.superseded_by)),
    Number(reasons.every((reason) => reason.alert)),
    -reasons.length,
    record ? -(record.worked + record.partly / 2 + 1) / (record.tried + 2) : 0,
    record ? -record.worked : 0,
    -(scores.get(article.url) ?? 0),
  ];
  const keys = new Map(entries.map((entry) => [entry, order(entry)]));
  return entries.sort((one, other) => {
    const at = keys.get(one).findIndex((value, place) => value !== keys.get(other)[place]);
    return at < 0 ? 0 : keys.get(one)[at] - keys.get(other)[at];
  });
}

/**
 * The open incidents that this may be a part of: those that share something, what is more than a service first.
 * @param {object[]} open all that are open, the newest first
 * @param {Entry[]} entries
 * @param {string[]} services names in what was pasted
 * @param {Book} book
 * @returns {{incident: object, because: string}[]}
 */
export function openIncidents(open, entries, services, book) {
  const concerned = new Set(entries.flatMap(({ article }) => article.services));
  for (const key of services.map((name) => keyOf(name, book.services))) if (key) concerned.add(key);
  const needed = new Set([...concerned].flatMap((key) => book.needs[key] ?? []));
  const of = (kind) => new Set(entries.filter(({ article }) => article.kind === kind).map(({ article }) => article.id));
  const [issues, symptoms] = [of("known-issue"), of("symptom")];
  const alerts = new Set(entries.flatMap(({ reasons }) => reasons.filter(({ alert }) => alert).map(({ said }) => said)));
  const shares = (incident) => [
    ["known-issue", incident.known_issues.find((id) => issues.has(id))],
    ["alert", incident.alerts.find((alert) => alerts.has(alert))],
    ["symptom", incident.symptoms.find((id) => symptoms.has(id))],
    ["service", incident.services.find((key) => concerned.has(key))],
    ["needed", incident.services.find((key) => needed.has(key))],
  ];
  return open
    .map((incident) => ({ incident, rank: shares(incident).findIndex(([, shared]) => shared), shares: shares(incident) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ incident, rank, shares: all }) => ({ incident, because: all[rank] }));
}

/* The key of the service that is meant by what alerts and logs call it, as in `named_services.py`. */
function keyOf(said, keys) {
  for (const name of forms(said.toLowerCase())) if (Object.hasOwn(keys, name)) return keys[name];
  return "";
}

/* A name, and what is left of it without scheme, path, port, domain and what a cluster appends. */
function* forms(said) {
  yield said;
  let host = said.slice(said.indexOf("://") + 1 ? said.indexOf("://") + 3 : 0) || said;
  host = host.split("/")[0];
  host = (host.includes(":") && host.slice(0, host.lastIndexOf(":"))) || host;
  yield host;
  for (let name of [host.split(".")[0], said.slice(said.lastIndexOf("/") + 1)]) {
    yield name;
    for (let shorter = name.replace(APPENDED, ""); shorter !== name; shorter = name.replace(APPENDED, "")) {
      name = shorter;
      yield name;
    }
  }
}
