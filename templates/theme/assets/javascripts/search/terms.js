/* Texts as the terms that they are searched by, by the rules of `terms.py`, which says what they are. */

import { stem } from "./stemming.js";

const LONGEST = 64;
const LEFT_OUT = new Set(
  ("a an and are as at be been but by can for from had has have i if in into is it its my of on or our such that the " +
    "their then there these they this to was we were will with you your").split(" "),
);
const TOKEN = new RegExp(
  // Dates, with or without a time, and times of day.
  "(?:[0-9]{4}-[0-9]{2}-[0-9]{2}" +
    "(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+\\-][0-9]{2}:?[0-9]{2})?)?" +
    "|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)(?![\\p{L}\\p{N}])" +
    "|(" +
    "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}" +
    "|[0-9]+(?:\\.[0-9]+)+" +
    "|[\\p{L}\\p{N}]+)",
  "gu",
);
const CAMEL = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+/g;
/** Runs of letters of scripts that put no spaces between words. */
export const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;
const NUMBER = "0";
const MOST_KEPT = 1 << 16;

/** @type {Map<string, string[]>} terms of tokens that were seen lately: words come again */
const known = new Map();

/**
 * The terms of a text in their order.
 * @param {string} text
 * @returns {string[]}
 */
export function terms(text) {
  const found = [];
  for (const token of text.normalize("NFKC").matchAll(TOKEN)) {
    if (!token[1]) continue;
    for (const term of ofToken(token[1])) found.push(term);
  }
  return found;
}

/**
 * Where each token begins and ends in a text as it is, and its terms.
 * @param {string} text
 * @returns {Generator<[number, number, string[]]>} places in JavaScript's units
 */
export function* spans(text) {
  for (const token of text.matchAll(TOKEN)) {
    if (token[1]) yield [token.index, token.index + token[0].length, ofToken(token[1])];
  }
}

/**
 * The terms of one token.
 * @param {string} token
 * @returns {string[]}
 */
export function ofToken(token) {
  let found = known.get(token);
  if (!found) {
    found = wordsOf(token).map(stem);
    if (known.size >= MOST_KEPT) known.clear();
    if (token.length <= LONGEST) known.set(token, found);
  }
  return found;
}

/**
 * A term, or the one for any number if it begins with a digit.
 * @param {string} term
 * @returns {string}
 */
export function withoutNumber(term) {
  return term[0] >= "0" && term[0] <= "9" ? NUMBER : term;
}

function wordsOf(token) {
  const small = token.toLowerCase();
  let words = [small];
  if (/[^\0-\x7f]/.test(token)) words = byScript(small);
  else if (/^[A-Za-z]+$/.test(token) && token !== small) {
    const parts = token.match(CAMEL);
    if (parts.length > 1) words.push(...parts.map((part) => part.toLowerCase()));
  }
  return words.filter((word) => !LEFT_OUT.has(word)).map(cut);
}

/* The first letters, counted as Python does: some are two of JavaScript's. */
function cut(word) {
  return word.length <= LONGEST ? word : [...word.slice(0, 2 * LONGEST)].slice(0, LONGEST).join("");
}

/* The parts of a word that are written with spaces between words, and the pairs of letters of the others. */
function byScript(word) {
  const parts = [];
  let end = 0;
  for (const { 0: letters, index } of word.matchAll(UNSPACED)) {
    if (index > end) parts.push(word.slice(end, index));
    end = index + letters.length;
    for (let at = 0; at < Math.max(1, letters.length - 1); at += 1) parts.push(letters.slice(at, at + 2));
  }
  if (end < word.length) parts.push(word.slice(end));
  return parts;
}
