/* The index as it is stored, by the rules of `postings.py`: hashes, shards, and the postings of a term. */

/** @typedef {{slots: number[], impacts: Uint8Array, neighbours: Uint8Array}} Postings three rows of the same length */

const UTF_8 = new TextEncoder();
const TEXT = new TextDecoder();

/**
 * The 32 bits of FNV-1a of a term's UTF-8.
 * @param {string} term
 * @returns {number}
 */
export function termHash(term) {
  let value = 2166136261;
  for (const byte of UTF_8.encode(term)) value = Math.imul(value ^ byte, 16777619);
  return value >>> 0;
}

/**
 * The bit, of four, that a term leaves with the term before it; with the term after it, four places on.
 * @param {string} term
 * @returns {number}
 */
export function neighbourBit(term) {
  return 1 << ((termHash(term) >>> 28) & 3);
}

/**
 * The number of the shard that holds a term.
 * @param {string} term
 * @param {number} shards how many there are, a power of two
 * @returns {number}
 */
export function shardOf(term, shards) {
  const hashed = termHash(term);
  return (hashed ^ (hashed >>> 16)) & (shards - 1);
}

/**
 * The postings of a term.
 * @param {Uint8Array} data
 * @returns {Postings}
 */
export function decoded(data) {
  let [count, at] = numberAt(data, 0);
  const slots = [];
  for (let slot = 0; slots.length < count; slots.push(slot)) {
    let step;
    [step, at] = numberAt(data, at);
    slot += step;
  }
  return { slots, impacts: data.subarray(at, at + count), neighbours: data.subarray(at + count, at + 2 * count) };
}

/**
 * A shard's terms, and of each the bytes that `decoded` reads.
 * @param {Uint8Array} data
 * @returns {Map<string, Uint8Array>}
 */
export function parted(data) {
  const shard = new Map();
  let at = 0;
  const next = () => {
    let length;
    [length, at] = numberAt(data, at);
    at += length;
    return data.subarray(at - length, at);
  };
  while (at < data.length) shard.set(TEXT.decode(next()), next());
  return shard;
}

/* The number at a place, seven bits a byte and the lowest first, and where it ends. */
function numberAt(data, start) {
  let value = 0;
  for (let at = start, worth = 1; ; at += 1, worth *= 128) {
    value += (data[at] & 127) * worth;
    if (!(data[at] >= 128)) return [value, at + 1];
  }
}
