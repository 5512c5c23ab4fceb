/* Error signatures, found in texts line by line and in linear time, by the rules of `signatures.py`.

   Python compares UTF-8, this compares strings: what is found is the same, as only A to Z are made small in both. */

const GAP = "<*>";
const SHORTEST = 8;
const SPACES = /[ \t\n\r\v\f]+/;
const WORD = /[a-z0-9]+/g;
const IN_WORD = /^[a-z0-9]$/;
const LETTERS = /[\p{L}\p{N}]/gu;
/* Half of a pair, which is no text. Python shows the three bytes that would be its UTF-8 as three signs. */
const HALF_PAIR = /\p{Surrogate}/gu;

/**
 * @typedef {Object} Signature a signature made ready to be found, in small letters
 * @property {string} text as it was written
 * @property {string[]} parts what stands between the gaps; none if it is found nowhere
 * @property {boolean} beginsWord whether the first part must stand at the beginning of a word
 * @property {boolean} endsWord whether the last part must stand at the end of a word
 * @property {string} longest the longest run without a space
 * @property {Set<string>} words those of its words that are words of every line that has it
 */
/** @typedef {{signature: string, line: number, text: string}} Match where a signature is found first: the number of
 *   the line, from 1, and the line, its white space in order */

/**
 * Make a signature ready.
 * @param {string} text
 * @returns {Signature}
 */
export function compileSignature(text) {
  const nothing = { text, parts: [], beginsWord: false, endsWord: false, longest: "", words: new Set() };
  let split = [];
  let most = 0;
  for (const line of lower(inLines(text)).split("\n")) {
    const parts = partsOf(line);
    const weight = parts.reduce((heaviest, part) => Math.max(heaviest, weightOf(part)), 0);
    if (weight > most) [split, most] = [parts, weight];
  }
  if (most < SHORTEST) return nothing;
  const parts = split.filter(Boolean);
  const begins = split[0] !== "";
  const ends = split.at(-1) !== "";
  const runs = parts.flatMap((part) => part.split(" "));
  return {
    text,
    parts,
    beginsWord: begins && IN_WORD.test(parts[0][0]),
    endsWord: ends && IN_WORD.test(parts.at(-1).at(-1)),
    longest: runs.reduce((longest, run) => (run.length > longest.length ? run : longest)),
    words: new Set(wordsOf(parts, begins, ends)),
  };
}

/** Many signatures, each filed under the rarest of its words, and looked for in texts that have all of these. */
export class Signatures {
  /** @param {Iterable<string>} texts in any order, repeated or not */
  constructor(texts) {
    const known = Array.from(new Set(texts), compileSignature).filter(({ parts }) => parts.length);
    /** @type {Map<string, number>} how many signatures have a word */
    this.common = new Map();
    for (const { words } of known) for (const word of words) this.common.set(word, (this.common.get(word) ?? 0) + 1);
    /** @type {Map<string, Signature[]>} those without a word are filed under an empty one */
    this.byWord = new Map();
    for (const signature of known) {
      const word = this.#filingWord(signature);
      if (!this.byWord.has(word)) this.byWord.set(word, []);
      this.byWord.get(word).push(signature);
    }
  }

  /**
   * The first line of each signature that a text has, by line, then by signature.
   * @param {string} text
   * @returns {Match[]}
   */
  foundIn(text) {
    const plain = inLines(text);
    const small = lower(plain);
    const words = wordsIn(small, this.common);
    const candidates = ["", ...words].flatMap((word) => {
      return (this.byWord.get(word) ?? []).filter((signature) => [...signature.words].every((one) => words.has(one)));
    });
    const found = [];
    for (const signature of candidates) {
      const start = place(signature, small);
      if (start < 0) continue;
      const line = plain.slice(start, endOfLine(plain, start)).split(SPACES).filter(Boolean).join(" ");
      const shown = line.replace(HALF_PAIR, "\ufffd\ufffd\ufffd");
      found.push({ signature: signature.text, line: numberOf(plain, start), text: shown });
    }
    return found.sort((one, other) => one.line - other.line || byLetter(one.signature, other.signature));
  }

  /* The rarest of the words of a signature; a short one is in most texts, however few signatures have it. */
  #filingWord({ words }) {
    const order = (one, other) =>
      Number(one.length < 4) - Number(other.length < 4) || this.common.get(one) - this.common.get(other);
    return [...words].sort(order)[0] ?? "";
  }
}

/**
 * The words of a text that are among some.
 * @param {string} small a text in small letters
 * @param {{has: (word: string) => boolean}} among
 * @returns {Set<string>}
 */
export function wordsIn(small, among) {
  const found = new Set();
  for (const [word] of small.matchAll(WORD)) if (among.has(word)) found.add(word);
  return found;
}

/**
 * A text with A to Z made small, and nothing else.
 * @param {string} text
 * @returns {string}
 */
export function lower(text) {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/* A text with one sort of line end and one of spaces that keep words together. */
function inLines(text) {
  return text.replaceAll("\u00a0", " ").replace(/\r\n?/g, "\n");
}

/* What stands between the gaps of a signature. A space at a gap stays, one that is all of a part does not. */
function partsOf(line) {
  const parts = line.split(GAP);
  return parts.map((part, number) => {
    const words = part.split(SPACES).filter(Boolean).join(" ");
    const before = number > 0 && SPACES.test(part[0]) ? " " : "";
    const after = number < parts.length - 1 && SPACES.test(part.at(-1)) ? " " : "";
    return words && before + words + after;
  });
}

function weightOf(part) {
  return part.match(LETTERS)?.length ?? 0;
}

/* The words that no gap can lengthen. */
function* wordsOf(parts, begins, ends) {
  for (const [number, part] of parts.entries()) {
    const atBegin = begins && number === 0;
    const atEnd = ends && number === parts.length - 1;
    for (const { 0: word, index } of part.matchAll(WORD)) {
      if ((index || atBegin) && (index + word.length < part.length || atEnd)) yield word;
    }
  }
}

/* Where the first line begins in which a signature is found, or −1. Only lines with its longest run are looked at. */
function place(signature, small) {
  for (let at = small.indexOf(signature.longest); at >= 0; ) {
    const start = small.lastIndexOf("\n", at) + 1;
    const end = endOfLine(small, at);
    if (placesIn(signature, inOrder(small.slice(start, end)))) return start;
    at = small.indexOf(signature.longest, end);
  }
  return -1;
}

/**
 * A line with one space between its words, and one before and after them.
 * @param {string} line
 * @returns {string}
 */
export function inOrder(line) {
  return ` ${line.split(SPACES).filter(Boolean).join(" ")} `;
}

/**
 * Where the parts of a signature begin in a line, each taken where it comes first; nothing if they do not follow one
 * another in it. The space after a part may be the one before the next.
 * @param {Signature} signature
 * @param {string} line in order, in small letters
 * @returns {number[]|null}
 */
export function placesIn({ parts, beginsWord, endsWord }, line) {
  const places = [];
  let position = 0;
  for (const [number, part] of parts.entries()) {
    if (number && line[position - 1] === " " && part[0] === " ") position -= 1;
    const begins = beginsWord && number === 0;
    const ends = endsWord && number === parts.length - 1;
    let at = line.indexOf(part, position);
    while (at >= 0 && ((begins && IN_WORD.test(line[at - 1])) || (ends && IN_WORD.test(line[at + part.length])))) {
      at = line.indexOf(part, at + 1);
    }
    if (at < 0) return null;
    places.push(at);
    position = at + part.length;
  }
  return places;
}

function endOfLine(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function numberOf(text, start) {
  let number = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < start; at = text.indexOf("\n", at + 1)) number += 1;
  return number;
}

/* By the numbers of letters, as Python does, and not by JavaScript's halves of them. */
function byLetter(one, other) {
  const [first, second] = [[...one], [...other]];
  const at = first.findIndex((letter, number) => letter !== second[number]);
  if (at < 0) return first.length - second.length;
  return at >= second.length ? 1 : first[at].codePointAt(0) - second[at].codePointAt(0);
}
