/* Which articles answer a question best: what `ranking.py` computes, number by number. */

import { neighbourBit } from "./postings.js";
import { terms, withoutNumber } from "./terms.js";

/** @typedef {import("./postings.js").Postings} Postings */
/** @typedef {{slot: number, score: number, phrase: boolean}} Scored an article and how well it answers */
/** @typedef {{REPEATED: number, PAIR: number, PAIRS: number, PHRASE: number, MOST_TERMS: number, FEWEST_TERMS: number,
 *   CHECKED: number, LEAST_SHARE: number, LEAST_OF_ALL: number, LEAST_OF_LINE: number, FEWEST_OF_LINE: number,
 *   MOST: number, KIND_QUARTERS: Record<string, number>}} Weights */

const RARITY = 64;
const NOT_FREQUENT = 4;
const RUN = 8;
const MADE_OF_LETTERS = /^\p{L}+$/u;
const MADE_OF_BOTH = /^[\p{L}\p{N}]+$/u;

/**
 * By this a score is divided to be shown.
 * @param {Weights} weights
 * @returns {number}
 */
export function scale(weights) {
  return RARITY * unit(weights);
}

function unit(weights) {
  return (255 * 255) / weights.MOST;
}

/**
 * The terms of a question that are looked up: the rarest, by what is known before anything is looked up.
 * @param {string[]} asked in their order
 * @param {Map<string, number>} frequent classes of frequent terms
 * @param {Weights} weights
 * @returns {string[]}
 */
export function chosen(asked, frequent, weights) {
  const of = (term) => frequent.get(term) ?? NOT_FREQUENT;
  // A set has the order in which its members came first, and sorting keeps it among equals.
  const ordered = [...new Set(asked)].sort((one, other) => of(other) - of(one));
  const rare = ordered.filter(of);
  if (rare.length < weights.FEWEST_TERMS) return ordered.slice(0, weights.FEWEST_TERMS);
  const words = rare.filter((term) => !madeUp(term));
  const most = weights.MOST_TERMS;
  const names = rare.filter(madeUp).slice(0, Math.max(Math.floor(most / 4), most - words.length));
  return [...words.slice(0, most - names.length), ...names];
}

/**
 * All articles with any of the terms that were looked up, the best first.
 * @param {string[]} asked the terms of the question in their order
 * @param {Map<string, Postings>} found of the terms that were looked up and that there are
 * @param {number} of how many articles there are
 * @param {Weights} weights
 * @returns {Scored[]}
 */
export function rank(asked, found, of, weights) {
  const scores = new Map();
  const add = (slot, score) => scores.set(slot, (scores.get(slot) ?? 0) + score);
  const times = new Map();
  for (const term of asked) times.set(term, (times.get(term) ?? 0) + 1);
  for (const [term, { slots, impacts }] of found) {
    const repeated = 1 + weights.REPEATED * Math.log(times.get(term));
    const weight = Math.floor(rarity(slots.length, of) * repeated * RARITY + 0.5);
    slots.forEach((slot, at) => add(slot, weight * impacts[at] * impacts[at]));
  }
  const pairs = pairsOf(asked).filter(([first, second]) => found.has(first) || found.has(second));
  const share = weights.PAIR * Math.min(1, weights.PAIRS / pairs.length) * scale(weights);
  const near = new Map();
  for (const [term, { slots, neighbours }] of found) {
    near.set(term, new Map(slots.map((slot, at) => [slot, neighbours[at]])));
  }
  for (const [first, second] of pairs) {
    const slots = withPair(near, first, second);
    const weight = Math.floor(rarity(slots.length, of) * share + 0.5);
    for (const slot of slots) add(slot, weight);
  }
  return Array.from(scores, ([slot, score]) => ({ slot, score, phrase: false })).sort(order);
}

/**
 * The articles with those of the kinds that hold fixes lifted.
 * @param {Scored[]} ranked
 * @param {(slot: number) => string} kind
 * @param {Weights} weights
 * @returns {Scored[]}
 */
export function byKind(ranked, kind, weights) {
  const quarters = new Map(Object.entries(weights.KIND_QUARTERS));
  const lifted = ranked.map(({ slot, score }) => {
    return { slot, score: Math.floor((score * (quarters.get(kind(slot)) ?? 4)) / 4), phrase: false };
  });
  return lifted.sort(order);
}

/**
 * The articles with the best of them in the order that their texts give them.
 * @param {string} question
 * @param {Scored[]} ranked
 * @param {Map<string, Postings>} found
 * @param {number} of how many articles there are
 * @param {(slot: number) => string} inside what `phrase` makes of the text of one of the best
 * @param {Weights} weights
 * @returns {Scored[]}
 */
export function withPhrases(question, ranked, found, of, inside, weights) {
  const lines = new Map();
  for (const line of question.split("\n")) {
    const masked = terms(line).map(withoutNumber);
    if (masked.length > 1) lines.set(` ${masked.join(" ")} `, masked);
  }
  if (!lines.size) return ranked;
  const said = rarities(found, of);
  const worth = new Map();
  let length = 0;
  for (const [line, masked] of lines) {
    const sum = masked.reduce((total, term) => total + (said.get(term) ?? 0), 0);
    worth.set(line, Math.floor(weights.PHRASE * unit(weights) * sum + 0.5));
    length += masked.length;
  }
  const best = ranked.slice(0, weights.CHECKED).map(({ slot, score }) => {
    const text = inside(slot);
    const has = [...worth.keys()].filter((line) => text.includes(line));
    const added = has.reduce((most, line) => Math.max(most, worth.get(line)), 0);
    return { slot, score: score + added, phrase: has.length === worth.size && length > 2 };
  });
  return [...best.sort(order), ...ranked.slice(weights.CHECKED)];
}

/**
 * A text in the form in which phrases are looked for in it.
 * @param {string} text
 * @returns {string}
 */
export function phrase(text) {
  return ` ${terms(text).map(withoutNumber).join(" ")} `;
}

/**
 * What each term that was looked up says, in whole numbers.
 * @param {Map<string, Postings>} found
 * @param {number} of how many articles there are
 * @returns {Map<string, number>}
 */
export function rarities(found, of) {
  return new Map(Array.from(found, ([term, { slots }]) => [term, Math.floor(rarity(slots.length, of) * RARITY + 0.5)]));
}

function order(one, other) {
  return Number(other.phrase) - Number(one.phrase) || other.score - one.score || one.slot - other.slot;
}

function rarity(foundIn, of) {
  return Math.log(1 + (of - foundIn + 0.5) / (foundIn + 0.5));
}

/* Neighbours in a question, each two once. No term has a space in it. */
function pairsOf(asked) {
  const pairs = new Map();
  for (let at = 1; at < asked.length; at += 1) pairs.set(`${asked[at - 1]} ${asked[at]}`, [asked[at - 1], asked[at]]);
  return [...pairs.values()];
}

/* The slots of articles in which two terms may be neighbours, by all that was looked up. */
function withPair(near, first, second) {
  const follows = neighbourBit(second);
  const precedes = neighbourBit(first) << 4;
  const before = near.get(first);
  const after = near.get(second);
  const slots = [];
  for (const [slot, bits] of before ?? after) {
    if (before ? bits & follows && (!after || after.get(slot) & precedes) : bits & precedes) slots.push(slot);
  }
  return slots;
}

function madeUp(term) {
  return [...term].length >= RUN && MADE_OF_BOTH.test(term) && !MADE_OF_LETTERS.test(term);
}
