/* Whether an article has enough of a text's words to be called similar, and which these are, as in `resemblance.py`. */

import { rarities } from "./ranking.js";
import { spans, terms } from "./terms.js";

/** @typedef {import("./postings.js").Postings} Postings */

const MOST_SAID = 5;
const NOWHERE = { slots: [] };

/** A text that articles are compared with. */
export class Resemblance {
  #says;
  #slots;
  #lines;
  #written = new Map();
  #weights;

  /**
   * @param {string} text
   * @param {string[]} looked its terms that were looked up
   * @param {Map<string, Postings>} found of those that there are
   * @param {number} of how many articles there are
   * @param {import("./ranking.js").Weights} weights
   */
  constructor(text, looked, found, of, weights) {
    const there = new Map(looked.map((term) => [term, found.get(term) ?? NOWHERE]));
    const lines = text.split("\n").map((line) => [...new Set(terms(line))].filter((term) => there.has(term)));
    this.#weights = weights;
    this.#says = rarities(there, of);
    this.#slots = new Map(Array.from(there, ([term, { slots }]) => [term, new Set(slots)]));
    this.#lines = lines.filter((line) => line.length >= weights.FEWEST_OF_LINE);
    for (const [start, end, ofToken] of spans(text)) {
      for (const term of ofToken) if (!this.#written.has(term)) this.#written.set(term, text.slice(start, end));
    }
  }

  /**
   * The words that an article has, too, as the text writes them, those that say most; none where it is not similar.
   * @param {number} slot
   * @returns {string[]}
   */
  shared(slot) {
    const { LEAST_OF_ALL, LEAST_OF_LINE, FEWEST_OF_LINE } = this.#weights;
    const all = [...this.#says.keys()];
    const enough = this.#hasEnough(all, slot, 1, LEAST_OF_ALL)
      || this.#lines.some((line) => this.#hasEnough(line, slot, FEWEST_OF_LINE, LEAST_OF_LINE));
    if (!enough) return [];
    const has = this.#of(all, slot).sort((one, other) => this.#says.get(other) - this.#says.get(one));
    return [...new Set(has.map((term) => this.#written.get(term) ?? term))].slice(0, MOST_SAID);
  }

  #hasEnough(asked, slot, fewest, least) {
    const has = this.#of(asked, slot);
    const said = this.#sum(has);
    return has.length >= fewest && said > 0 && said >= least * this.#sum(asked);
  }

  #of(asked, slot) {
    return asked.filter((term) => this.#slots.get(term).has(slot));
  }

  #sum(some) {
    return some.reduce((total, term) => total + this.#says.get(term), 0);
  }
}
