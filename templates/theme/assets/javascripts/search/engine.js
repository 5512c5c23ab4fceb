/* A site's search: the same answers as `asking.py` gives, from the few files that a question needs. */

import { SearchError } from "./errors.js";
import { Files } from "./files.js";
import { passage } from "./passages.js";
import { decoded, parted, shardOf, termHash } from "./postings.js";
import { byKind, chosen, phrase, rank, rarities, scale, withPhrases } from "./ranking.js";
import { Resemblance } from "./resemblance.js";
import { Signatures, lower, wordsIn } from "./signatures.js";
import { telling } from "./telling.js";
import { terms } from "./terms.js";

export { SearchError };

/**
 * @typedef {Object} Labels what filters and results call things: keys and labels, in the order to show them in
 * @property {number} count of articles
 * @property {[string, string][]} kinds
 * @property {[string, string][]} severities
 * @property {[string, string][]} statuses
 * @property {string[]} years
 * @property {[string, string][]} services
 */
/** @typedef {"kind"|"service"|"severity"|"status"|"year"} Facet */
/**
 * @typedef {Object} Asked
 * @property {Partial<Record<Facet, string[]>>} [filters] keys of which an article must have one, for each facet that
 *   has any
 * @property {number} [limit] how many answers to return, 10 if nothing is said
 * @property {number} [offset] how many of the best to leave out
 * @property {AbortSignal} [signal] ends it
 */
/** @typedef {{path: string, url: string, kind: string, id: string, title: string, severity: string, status: string,
 *   date: string, services: string[], lines: string[], fix: [string, boolean][]}} Article */
/**
 * @typedef {Object} Answer
 * @property {number} slot
 * @property {number} score comparable within one question
 * @property {"id"|"signature"|"phrase"|"words"} reason
 * @property {string} [signature] the one that led to it, if that is the reason …
 * @property {number} [line] … and the line of the question that has it, from 1
 * @property {string[]} [shared] words of a text that the article has, too, if that is the reason it is like it
 * @property {Article} article
 * @property {[string, boolean][]} passage text, and whether it was asked for
 */
/**
 * @typedef {Object} Found
 * @property {number} total how many answers there are
 * @property {Record<Facet, [string, string, number][]>} facets how many there are with each key, whatever is chosen of
 *   the facet itself: keys, labels and numbers
 * @property {Answer[]} answers some of them
 * @property {number} bytes of the files that had to be fetched
 */
/**
 * @typedef {Object} Matched
 * @property {{signature: string, title: string, line: number, text: string, articles: Article[]}[]} matches the first
 *   line with each signature, numbered from 1, the title of the symptom, and what it leads to, known issues first
 * @property {Answer[]} answers what is like the lines that tell most
 * @property {number} leftOut letters at the beginning that were not looked at, because there are too many
 * @property {number} bytes of the files that had to be fetched
 */

const FORMAT = 2;
const MOST_MATCHED = 1 << 20;
const LONGEST_ID = 64;
const MOST_IDS = 16;
const REASONS = ["id", "signature", "phrase", "words"];
/** The lists of labels by facet. */
const LISTS = { kind: "kinds", service: "services", severity: "severities", status: "statuses", year: "years" };
/** Kinds of what is found and is no article. */
const NO_ARTICLES = new Set(["service", "page"]);
const ID = /[A-Za-z]{2,8}-[0-9][0-9-]*/g;
// White space as Python knows it.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ONE_WORD = new RegExp(`^[${SPACE}]*([^${SPACE}]+)[${SPACE}]*$`);

/**
 * Open the search of a site.
 * @param {string} base the URL of the site's root, with a slash at its end
 * @returns {Promise<Engine>}
 */
export async function open(base) {
  const files = new Files(new URL("search/", base));
  const index = await files.get("index.bin", asJson, { fetched: new Map() });
  if (!index) throw new SearchError("This site has no search index.", true);
  if (index.format !== FORMAT) {
    throw new SearchError("Search has changed since this page was loaded. Load it again.", false);
  }
  return new Engine(files, index);
}

/** The search of a site, opened. */
export class Engine {
  #files;
  #index;
  #weights;
  #frequent;
  #signatureWords;
  #gone = new Set(); // slots whose articles are no longer there

  constructor(files, index) {
    this.#files = files;
    this.#index = index;
    this.#weights = index.weights;
    this.#frequent = new Map(Object.entries(index.frequent));
    this.#signatureWords = new Set(index.signature_words);
    const { count, kinds, severities, statuses, years, services } = index;
    /** @type {Labels} */
    this.labels = { count, kinds, severities, statuses, years, services };
    this.#facets({ fetched: new Map() }).catch(() => {}); // every question needs them; if they fail, it says so
  }

  /**
   * The articles that answer a question, the best first.
   * @param {string} question
   * @param {Asked} [options]
   * @returns {Promise<Found>}
   */
  async ask(question, { signal, ...options } = {}) {
    const need = { signal, fetched: new Map() };
    const found = await this.#answered(question, options, need);
    return { ...found, bytes: sum(need.fetched) };
  }

  /* With `alike`, articles that only words speak for must have enough of them. */
  async #answered(question, { filters = {}, limit = 10, offset = 0, alike = false }, need) {
    const asked = terms(question);
    const looked = chosen(asked, this.#frequent, this.#weights);
    const [found, certain, facets] = await Promise.all([
      this.#found(looked, need),
      this.#certain(question, need),
      this.#facets(need),
    ]);
    const there = (some) => some.filter(({ slot }) => !this.#gone.has(slot));
    const ranked = there(byKind(rank(asked, found, this.#index.count, this.#weights), facets.kindOf, this.#weights));
    const least = ranked.length ? ranked[0].score * this.#weights.LEAST_SHARE : 0;
    const answered = async (allowed) => {
      const some = ranked.filter(({ slot }) => allowed(slot));
      const best = await this.#articles(some.slice(0, this.#weights.CHECKED), need);
      const inside = (slot) => best.get(slot)?.inside() ?? "";
      const phrased = withPhrases(question, some, found, this.#index.count, inside, this.#weights);
      return this.#shown(phrased, certain.filter(({ slot }) => allowed(slot)), least);
    };
    const chosenOf = Object.entries(filters).filter(([facet, keys]) => facet in LISTS && keys.length);
    const allBut = (left) => {
      const tests = chosenOf.filter(([facet]) => facet !== left).map(([facet, keys]) => facets.test(facet, keys));
      return (slot) => tests.every((test) => test(slot));
    };
    const only = (answers) => (alike ? this.#alike(answers, question, looked, found, facets) : answers);
    const [all, ...others] = await Promise.all([
      answered(allBut(null)).then(only),
      ...chosenOf.map(([facet]) => answered(allBut(facet))),
    ]);
    const { answers, articles } = await this.#page(all, offset, limit, need);
    const said = rarities(found, this.#index.count);
    const counted = Object.keys(LISTS).map((facet) => {
      const at = chosenOf.findIndex(([one]) => one === facet);
      return [facet, facets.count(facet, there(at < 0 ? all : others[at]))];
    });
    return {
      total: there(all).length,
      facets: Object.fromEntries(counted),
      answers: answers.map((answer) => {
        const { article } = articles.get(answer.slot);
        return { ...answer, article, passage: passage(article.lines, asked, said) };
      }),
    };
  }

  /**
   * The signatures that a text of up to 1 MB has, and the articles that are like it. Of a longer text the end counts.
   * @param {string} text
   * @param {{limit?: number, signal?: AbortSignal}} [options]
   * @returns {Promise<Matched>}
   */
  async match(text, { limit = 10, signal } = {}) {
    const need = { signal, fetched: new Map() };
    const leftOut = beginningLeftOut(text);
    const before = text.slice(0, leftOut).match(/\r\n?|\n/g)?.length ?? 0;
    const whole = text.slice(leftOut);
    const [matches, { answers }] = await Promise.all([
      this.#matches(whole, need),
      this.#answered(telling(whole), { limit, alike: true }, need),
    ]);
    const articles = await this.#articles(matches.flatMap(({ slots }) => slots.map((slot) => ({ slot }))), need);
    return {
      matches: matches.map(({ signature, title, line, text: said, slots }) => {
        const to = slots.filter((slot) => articles.has(slot)).map((slot) => articles.get(slot).article);
        return { signature, title, line: line + before, text: said, articles: to };
      }),
      answers,
      leftOut,
      bytes: sum(need.fetched),
    };
  }

  /* Answers without those that have next to nothing in common with a text; no service and no page is like one. */
  #alike(answers, text, looked, found, { kindOf }) {
    const resemblance = new Resemblance(text, looked, found, this.#index.count, this.#weights);
    return answers.flatMap((answer) => {
      if (answer.reason !== "words") return [answer];
      const shared = NO_ARTICLES.has(kindOf(answer.slot)) ? [] : resemblance.shared(answer.slot);
      return shared.length ? [{ ...answer, shared }] : [];
    });
  }

  /* The postings of the terms that there are. */
  async #found(looked, need) {
    const postings = await Promise.all(looked.map((term) => this.#postings(term, need)));
    return new Map(looked.map((term, at) => [term, postings[at]]).filter(([, there]) => there));
  }

  async #postings(term, need) {
    const shards = this.#index.shards;
    const name = this.#frequent.has(term)
      ? `frequent/${termHash(term).toString(16).padStart(8, "0")}.bin`
      : `words/${shardOf(term, shards).toString(16).padStart(3, "0")}.bin`;
    const shard = await this.#needed(name, parted, need);
    return shard.has(term) ? decoded(shard.get(term)) : null;
  }

  /* What a question leads to for sure: rank −1 for the article whose ID it names, 0 for a known issue to which one of
     its lines leads by a signature, 1 for any other article. */
  async #certain(question, need) {
    const [byId, matches, { kindOf }] = await Promise.all([
      this.#found(idTerms(question), need),
      this.#matches(question, need),
      this.#facets(need),
    ]);
    const named = [...byId.values()].flatMap(({ slots }) => slots.map((slot) => ({ slot, rank: -1 })));
    const led = matches.flatMap(({ signature, line, slots }) => {
      return slots.map((slot) => ({ slot, rank: Number(kindOf(slot) !== "known-issue"), signature, line }));
    });
    return [...named, ...led];
  }

  async #matches(text, need) {
    const small = lower(text);
    if (!this.#signatureWords.has("") && !wordsIn(small, this.#signatureWords).size) return [];
    const { signatures, leads } = await this.#needed("signatures.bin", asSignatures, need);
    return signatures.foundIn(text).flatMap((match) => {
      return leads.get(match.signature).map(([title, slots]) => ({ ...match, title, slots }));
    });
  }

  /* The answers in order, without those for which only words speak and too little. */
  #shown(ranked, certain, least) {
    const best = new Map(ranked.map(({ slot, score, phrase: whole }) => {
      return [slot, { slot, score, reason: whole ? "phrase" : "words", rank: 0 }];
    }));
    for (const { slot, rank: place, signature, line } of certain) {
      const known = best.get(slot) ?? { slot, score: 0 };
      if (known.reason === "id" || known.reason === "signature") continue;
      const why = place < 0 ? { reason: "id", rank: 0 } : { reason: "signature", rank: place, signature, line };
      best.set(slot, { ...known, ...why });
    }
    const order = ({ reason }) => REASONS.indexOf(reason);
    const sorted = [...best.values()].sort((one, other) => {
      return order(one) - order(other) || one.rank - other.rank || other.score - one.score || one.slot - other.slot;
    });
    const unit = scale(this.#weights);
    return sorted
      .filter(({ reason, score }) => reason !== "words" || score >= least)
      .map(({ rank: _, ...answer }) => ({ ...answer, score: rounded(answer.score / unit) }));
  }

  /* Some of the answers, with their articles; those whose article is not there any more are not counted. */
  async #page(all, offset, limit, need) {
    for (;;) {
      const answers = all.filter(({ slot }) => !this.#gone.has(slot)).slice(offset, offset + limit);
      const articles = await this.#articles(answers, need);
      if (articles.size === answers.length) return { answers, articles };
    }
  }

  /* Articles by slot; those that are not there any more are left out. */
  async #articles(of, need) {
    const slots = [...new Set(of.map(({ slot }) => slot))];
    const articles = await Promise.all(slots.map(async (slot) => {
      const name = `articles/${Math.floor(slot / this.#index.together)}.bin`;
      return (await this.#files.get(name, asArticles, need))?.get(slot);
    }));
    slots.forEach((slot, at) => articles[at] ?? this.#gone.add(slot));
    return new Map(slots.map((slot, at) => [slot, articles[at]]).filter(([, there]) => there));
  }

  #facets(need) {
    return this.#needed("facets.bin", (content) => new Facets(asJson(content), this.#index), need);
  }

  /* A file that must be there. */
  async #needed(name, read, need) {
    const content = await this.#files.get(name, read, need);
    if (!content) throw new SearchError("A part of the search index is missing.", true);
    return content;
  }
}

/** What filters ask of articles. */
class Facets {
  #columns;
  #labels;

  constructor(columns, index) {
    this.#columns = { ...columns, service: columns.services };
    this.#labels = Object.fromEntries(Object.entries(LISTS).map(([facet, list]) => {
      return [facet, index[list].map((label) => (typeof label === "string" ? [label, label] : label))];
    }));
    /** @type {(slot: number) => string} */
    this.kindOf = (slot) => this.#labels.kind[this.#places("kind", slot)[0]]?.[0] ?? "";
  }

  /* A test of whether an article has one of some keys. */
  test(facet, keys) {
    const wanted = new Set(keys.map((key) => this.#labels[facet].findIndex(([one]) => one === key)));
    return (slot) => this.#places(facet, slot).some((place) => wanted.has(place));
  }

  /* The keys that answers have, their labels, and how many have them. */
  count(facet, answers) {
    const counts = this.#labels[facet].map(() => 0);
    for (const { slot } of answers) for (const place of this.#places(facet, slot)) counts[place] += 1;
    return this.#labels[facet].map(([key, label], place) => [key, label, counts[place]]).filter(([, , count]) => count);
  }

  #places(facet, slot) {
    const said = this.#columns[facet][slot] ?? "";
    const places = facet === "service" ? said.split(" ") : [said];
    return places.map((place) => Number.parseInt(place, 36)).filter((place) => place < this.#labels[facet].length);
  }
}

/* The terms under which IDs in a question would stand, each once. */
function idTerms(question) {
  const found = Array.from(question.matchAll(ID), ([name]) => name.replace(/-+$/, ""));
  const [, whole] = ONE_WORD.exec(question) ?? [];
  if (whole && [...whole].length <= LONGEST_ID) found.push(whole);
  return [...new Set(found.map((name) => `#${name.toLowerCase()}`))].slice(0, MOST_IDS);
}

/* How much of a text that is too long is left out, up to the beginning of a line if there is one. */
function beginningLeftOut(text) {
  const least = Math.max(0, text.length - MOST_MATCHED);
  const end = least ? /(?:\r\n|\r(?!\n)|\n)(?=.)/s.exec(text.slice(least)) : null;
  return least + (end ? end.index + end[0].length : 0);
}

/* To three places, halves to the even one, as Python does it. Only sixteenths are halves of a thousandth. */
function rounded(score) {
  if ((score * 16) % 2 !== 1) return Number(score.toFixed(3));
  const below = Math.floor(score * 1000);
  return (below + (below % 2)) / 1000;
}

function asJson(content) {
  return JSON.parse(new TextDecoder().decode(content));
}

/* The articles of a file by slot, each with its text as phrases are looked for in it. */
function asArticles(content) {
  return new Map(Object.entries(asJson(content)).map(([slot, article]) => {
    let inside = null;
    return [Number(slot), { article, inside: () => (inside ??= phrase([article.title, ...article.lines].join("\n"))) }];
  }));
}

function asSignatures(content) {
  const leads = new Map();
  for (const [signature, title, slots] of asJson(content)) {
    leads.set(signature, [...(leads.get(signature) ?? []), [title, slots]]);
  }
  return { signatures: new Signatures(leads.keys()), leads };
}

function sum(fetched) {
  return [...fetched.values()].reduce((total, bytes) => total + bytes, 0);
}
