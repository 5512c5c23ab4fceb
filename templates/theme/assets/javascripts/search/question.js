/* What is asked, and where it is answered: on the search page, or, if it is a log rather than a question, on the page
   that matches it. Questions stand in the address; logs do not, because they are long and may hold what is secret. */

/** The root of the site. @type {string} */
export const ROOT = new URL("../../../", import.meta.url).href;

const SEARCH = new URL("search/", ROOT).href;
const MATCH = new URL("match/", ROOT).href;
const HANDED_OVER = `incidentbook:log:${new URL(ROOT).pathname}`;
const LONGEST = 300;
const MOST_LINES = 2;

/**
 * Whether a text is a log and no question: many lines, or a very long one.
 * @param {string} text
 * @returns {boolean}
 */
export function isLog(text) {
  return text.length > LONGEST || text.split("\n").filter((line) => line.trim()).length > MOST_LINES;
}

/**
 * The address of the search page with a question; without it where the question is a log.
 * @param {string} question
 * @param {Iterable<[string, string]>} [further] what else stands in the address
 * @returns {string}
 */
export function addressOf(question, further = []) {
  const address = new URL(SEARCH);
  if (question && !isLog(question)) address.searchParams.set("q", question);
  for (const [name, value] of further) address.searchParams.append(name, value);
  return address.href;
}

/**
 * Go where a question is answered.
 * @param {string} question
 */
export function ask(question) {
  if (isLog(question)) match(question);
  else location.assign(addressOf(question));
}

/**
 * Go to the page that matches a log, which takes it from there with `taken`.
 * @param {string} log
 */
export function match(log) {
  try {
    sessionStorage.setItem(HANDED_OVER, log);
  } catch {
    // too large for the browser, or storing is not allowed: the page asks for it again
  }
  location.assign(MATCH);
}

/**
 * The log that was handed over to this page, once; nothing if none was.
 * @returns {string}
 */
export function taken() {
  try {
    const log = sessionStorage.getItem(HANDED_OVER) ?? "";
    sessionStorage.removeItem(HANDED_OVER);
    return log;
  } catch {
    return "";
  }
}
