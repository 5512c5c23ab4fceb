/* The place of an article that says most of what was asked, cut and marked as `passages.py` does it. */

import { UNSPACED, ofToken, spans } from "./terms.js";

const LONGEST = 200;
const BETWEEN = " · ";
const BEFORE = "… ";
const AFTER = " …";
const PAIRED = /[\ud800-\udfff]/;

/** @typedef {{start: number, end: number, line: number, terms: string[]}} Word a word that was asked for, and where it
 *   stands, in letters as Python counts them, if all lines are put one after another */

/**
 * The place of some lines that says most about what was asked; the first line if none does.
 * @param {string[]} lines
 * @param {Iterable<string>} asked terms that are marked
 * @param {Map<string, number>} rarity what they say
 * @returns {[string, boolean][]} text, and whether it was asked for
 */
export function passage(lines, asked, rarity) {
  const starts = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += (PAIRED.test(line) ? [...line].length : line.length) + BETWEEN.length;
  }
  const words = wordsOf(lines, starts, new Set(asked));
  const nowhere = { start: 0, end: 0, line: 0, terms: [] };
  const [first, last] = words.length ? best(words, rarity) : [nowhere, nowhere];
  const text = [...lines.slice(first.line, last.line + 1).join(BETWEEN)];
  const offset = starts[first.line] ?? 0;
  const [begin, end] = cut(text, first.start - offset, last.end - offset);
  const marked = new Set();
  for (const word of words) {
    for (let at = Math.max(word.start - offset, begin); at < Math.min(word.end - offset, end); at += 1) marked.add(at);
  }
  const pieces = [];
  const add = (said, mark) => {
    if (pieces.at(-1)?.[1] === mark) pieces.at(-1)[0] += said;
    else pieces.push([said, mark]);
  };
  if (begin) add(BEFORE, false);
  for (let at = begin; at < end; at += 1) add(text[at], marked.has(at));
  if (end < text.length) add(AFTER, false);
  return pieces;
}

function wordsOf(lines, starts, asked) {
  const words = [];
  lines.forEach((text, line) => {
    const place = PAIRED.test(text) ? (at) => starts[line] + [...text.slice(0, at)].length : (at) => starts[line] + at;
    for (const [start, end, found] of text.search(UNSPACED) < 0 ? spans(text) : tokens(text)) {
      if (!found.some((term) => asked.has(term))) continue;
      const terms = [...new Set(found)].filter((term) => asked.has(term));
      words.push({ start: place(start), end: place(end), line, terms });
    }
  });
  return words;
}

/* Tokens as `spans` gives them, but pairs of letters one by one where words have no spaces between them. */
function* tokens(text) {
  for (const [start, end, found] of spans(text)) {
    const token = text.slice(start, end);
    let at = 0;
    for (const { 0: run, index } of token.matchAll(UNSPACED)) {
      if (at < index) yield [start + at, start + index, ofToken(token.slice(at, index))];
      for (let pair = 0; pair < Math.max(1, run.length - 1); pair += 1) {
        const letters = run.slice(pair, pair + 2);
        yield [start + index + pair, start + index + pair + letters.length, ofToken(letters)];
      }
      at = index + run.length;
    }
    if (!at) yield [start, end, found];
    else if (at < token.length) yield [start + at, end, ofToken(token.slice(at))];
  }
}

/* The first and the last word of the place that says most. */
function best(words, rarity) {
  const times = new Map();
  let said = 0;
  let first = 0;
  let place = [words[0], words[0]];
  let most = -1;
  let span = 0;
  const count = (term, step) => {
    const before = times.get(term) ?? 0;
    times.set(term, before + step);
    if (!before || !(before + step)) said += step * (rarity.get(term) ?? 0);
  };
  for (const word of words) {
    for (const term of word.terms) count(term, 1);
    // What does not fit is left behind, and what comes again further on.
    const leave = (begin) => word.end - begin.start > LONGEST || begin.terms.every((term) => times.get(term) > 1);
    for (; words[first] !== word && leave(words[first]); first += 1) {
      for (const term of words[first].terms) count(term, -1);
    }
    const lines = word.line - words[first].line;
    if (said > most || (said === most && lines < span)) [most, span, place] = [said, lines, [words[first], word]];
  }
  return place;
}

/* Where a passage begins and ends in its lines, with some of what stands around it, cut at spaces. */
function cut(text, start, end) {
  if (text.length <= LONGEST) return [0, text.length];
  const spare = Math.max(0, LONGEST - (end - start));
  let begin = Math.max(0, Math.min(start - Math.floor(spare / 2), text.length - LONGEST));
  let stop = begin + LONGEST;
  const before = begin ? text.indexOf(" ", begin - 1) : -1;
  const after = stop < text.length ? text.lastIndexOf(" ", stop) : -1;
  if (before >= 0 && before < start) begin = before + 1;
  if (after >= end) stop = after;
  return [begin, stop];
}
