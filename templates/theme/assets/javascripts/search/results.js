/* What was found, as elements. Text becomes text here and never markup. */

import { ROOT } from "./question.js";

/** @typedef {{path: string, url: string, kind: string, id: string, title: string, severity: string, status: string,
 *   date: string, services: string[], lines: string[], fix: [string, boolean][]}} Article */
/** @typedef {{slot: number, score: number, reason: string, signature?: string, line?: number, article: Article,
 *   passage: [string, boolean][]}} Answer */

/**
 * A new element.
 * @param {string} name of the element
 * @param {string} classes
 * @param {...(Node|string)} inside
 * @returns {HTMLElement}
 */
export function make(name, classes, ...inside) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.append(...inside);
  return element;
}

/** What keys are called, from the index. */
export class Names {
  /** @param {Record<string, [string, string][]>} [index] lists of keys and labels by `kinds`, `services` … */
  constructor(index = {}) {
    this.index = index;
  }

  /**
   * @param {string} list `kinds`, `services`, `severities`, `statuses`
   * @param {string} key
   * @returns {string}
   */
  of(list, key) {
    return this.index[list]?.find(([one]) => one === key)?.[1] ?? key.replaceAll("-", " ");
  }

  /**
   * The place of a severity on the scale, from 1; 0 if it is not on it.
   * @param {string} severity
   * @returns {number}
   */
  rank(severity) {
    return (this.index.severities ?? []).findIndex(([one]) => one === severity) + 1;
  }
}

/**
 * The address of an article.
 * @param {Article} article
 * @returns {string}
 */
export function addressOfArticle(article) {
  return new URL(article.url, ROOT).href;
}

/**
 * The ID and title of an article, in what is to be their link.
 * @param {Article} article
 * @param {HTMLElement} link
 * @returns {HTMLElement}
 */
export function titled(article, link) {
  if (/^[A-Z]+-[0-9A-Z]/.test(article.id)) link.append(make("b", "ib-id", article.id), " ");
  link.append(article.title);
  return link;
}

/** The kind of an article, as one of it is called. */
function kindOf(article) {
  const words = article.kind.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The line of what an article is: kind, severity, status, services, date.
 * @param {Article} article
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function facts(article, names) {
  const line = make("p", "ib-result-facts", make("span", "ib-result-kind", kindOf(article)));
  if (article.severity) {
    const badge = make("span", `ib-sev ib-sev-${Math.min(names.rank(article.severity), 4)}`, article.severity);
    line.append(badge);
  }
  if (article.status && article.status !== "resolved") {
    const plain = article.status.replace(/[^a-z-]/g, "");
    line.append(make("span", `ib-status ib-status-${plain}`, names.of("statuses", article.status)));
  }
  const services = article.services.map((key) => names.of("services", key));
  if (services.length > 3) services.splice(3, Infinity, `${services.length - 3} more`);
  if (services.length) line.append(make("span", "ib-result-services", services.join(" · ")));
  if (article.date) {
    const date = make("time", "", article.date);
    date.dateTime = article.date;
    line.append(make("span", "ib-result-date", ["known-issue", "runbook"].includes(article.kind) ? "reviewed " : "", date));
  }
  return line;
}

/**
 * The part of an article that speaks to the question, with its words marked; the signature, if one did.
 * @param {Answer} answer
 * @returns {HTMLElement[]}
 */
export function passage(answer) {
  const parts = [];
  if (answer.signature) {
    const code = make("code", "");
    answer.signature.split("<*>").forEach((text, place) => {
      if (place) code.append(make("i", "", "<*>"));
      code.append(text);
    });
    parts.push(make("p", "ib-result-signature", "Signature ", code));
  }
  const pieces = answer.passage.map(([text, marked]) => (marked ? make("mark", "", text) : text));
  if (pieces.length) parts.push(make("p", "ib-result-passage", ...pieces));
  return parts;
}

/**
 * Lines of a fix as blocks: text, and neighbouring lines of code together.
 * @param {[string, boolean][]} lines
 * @returns {{code: boolean, lines: string[]}[]}
 */
export function blocksOf(lines) {
  const blocks = [];
  for (const [text, code] of lines) {
    const last = blocks.at(-1);
    if (code && last?.code) last.lines.push(text);
    else blocks.push({ code, lines: [text] });
  }
  return blocks;
}

/**
 * Commands with a button that copies them.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function commands(text) {
  const button = make("button", "ib-copy", "Copy");
  button.type = "button";
  button.setAttribute("aria-label", "Copy these commands");
  button.addEventListener("click", async () => {
    const done = await copied(text);
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    if (!done) getSelection().selectAllChildren(code);
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  const code = make("code", "", text);
  code.tabIndex = 0; // it may scroll, and then keys must be able to
  return make("div", "ib-copyable-commands", make("pre", "ib-commands", code), button);
}

/** Copies a text; false where the browser does not allow it, as on a site without https. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

const FIX = { "known-issue": "What to do", runbook: "What to do" };
const MOST_LINES = 8;

/**
 * The first lines of what to do about a known issue or an alert; nothing for other articles.
 * @param {Article} article
 * @returns {HTMLElement|null}
 */
export function fix(article) {
  if (!(article.kind in FIX) || !article.fix?.length) return null;
  const head = make("p", "ib-result-fix-head", make("span", "ib-label", FIX[article.kind]));
  const part = make("div", "ib-result-fix", head);
  let left = MOST_LINES;
  for (const block of blocksOf(article.fix)) {
    if (left <= 0) break;
    const lines = block.lines.slice(0, left);
    left -= block.code ? lines.length : 2; // a line of text is rarely one on the screen
    part.append(block.code ? commands(lines.join("\n")) : make("p", "", lines[0]));
  }
  const more = make("a", "ib-result-go", "All of it");
  more.href = `${addressOfArticle(article)}${article.kind === "known-issue" ? "#ib-fix" : ""}`;
  more.setAttribute("aria-label", `All of it: what to do about ${article.id}`);
  head.append(more);
  if (article.kind === "known-issue") tellRecord(article, more);
  return part;
}

/** Says before an element how often a fix worked, once that has been fetched; nothing if it is not known. */
async function tellRecord(article, before) {
  try {
    const answer = await fetch(new URL(`search/fixes/${encodeURIComponent(article.id.toLowerCase())}.json`, ROOT));
    const record = answer.ok ? await answer.json() : null;
    if (!record?.tried) return;
    const took = record.last?.took_minutes ? `, last time in ${duration(record.last.took_minutes)}` : "";
    before.before(make("span", "ib-result-record", `worked ${record.worked} of ${record.tried}${took}`), " ");
  } catch {
    // the result is as good without it
  }
}

/**
 * A length of time in words.
 * @param {number} minutes
 * @returns {string}
 */
export function duration(minutes) {
  const whole = Math.max(Math.round(minutes), 1);
  if (whole < 60) return `${whole} min`;
  if (whole < 2880) return `${Math.floor(whole / 60)} h${whole % 60 ? ` ${String(whole % 60).padStart(2, "0")} min` : ""}`;
  return `${Math.round(whole / 1440)} d`;
}

/**
 * A mistake, with a button where another try may help.
 * @param {Error & {retry?: boolean}} error
 * @param {() => void} again
 * @returns {HTMLElement}
 */
export function mistake(error, again) {
  const line = make("p", "ib-error", `${error.message} `);
  line.setAttribute("role", "alert");
  if (error.retry !== false) {
    const button = make("button", "ib-retry", "Retry");
    button.type = "button";
    button.addEventListener("click", again);
    line.append(button);
  }
  return line;
}

/**
 * A number with its noun.
 * @param {number} count
 * @param {string} noun
 * @returns {string}
 */
export function counted(count, noun) {
  return `${count.toLocaleString(document.documentElement.lang || "en")} ${noun}${count === 1 ? "" : "s"}`;
}
