/* Of a long log, the lines that tell what is wrong, by the rules of `telling.py`. */

import { terms, withoutNumber } from "./terms.js";

const MOST_DIFFERENT = 40;
const LINE_END = /\r\n?|\n/;
const OF_ERRORS = new RegExp(
  "error|exception|fatal|fail|panic|critical|severe|emerg|alert|traceback|caused by|timeout|time-out|timed out" +
    "|time limit|deadline|refused|rejected|denied|forbidden|unauthorized|unable|unavailable|unreachable|unexpected" +
    "|unknown|unrecognized|unsupported|cannot|can't|can not|could not|couldn't|not found|no such|does not exist" +
    "|missing|invalid|illegal|malformed|corrupt|mismatch|conflict|violat|abort|crash|killed|segfault|dump|terminated" +
    "|broken|lost|reset by|closed by|expired|exceeded|exhausted|too many|too large|too long|overflow|out of|no space" +
    "|deadlock|stuck",
  "i",
);

/**
 * The lines of a text that tell most, with LF between them, or all of a short one.
 * @param {string} text
 * @returns {string}
 */
export function telling(text) {
  const different = new Set();
  const first = [];
  const others = [];
  const seen = new Set();
  for (const line of text.split(LINE_END)) {
    const found = terms(line);
    for (const term of found) different.add(term);
    const alike = found.map(withoutNumber).join(" ");
    if (!alike || seen.has(alike)) continue;
    seen.add(alike);
    (OF_ERRORS.test(line) ? first : others).push([line, found]);
  }
  if (different.size <= MOST_DIFFERENT) return text;
  const taken = [];
  let said = new Set();
  for (const [line, found] of [...first, ...others]) {
    const together = new Set([...said, ...found]);
    if (taken.length && together.size > MOST_DIFFERENT) continue;
    taken.push(line);
    said = together;
  }
  return taken.join("\n");
}
