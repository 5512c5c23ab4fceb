/* Takes in what somebody pastes, drops or chooses: its last 1 MB, as text. */

/** The most that is looked through, in characters of a text and in bytes of a file. */
export const MOST = 2 ** 20;

const COMPRESSED = [["zcat", 0x1f, 0x8b], ["zstdcat", 0x28, 0xb5, 0x2f, 0xfd], ["xzcat", 0xfd, 0x37, 0x7a, 0x58], ["bzcat", 0x42, 0x5a, 0x68]];

/** Something that cannot be read as text; its message says why and what to do. */
export class Unreadable extends Error {}

/**
 * Returns the last 1 MB of a text, from the beginning of a line if there is one.
 * @param {string} text
 * @returns {{text: string, of: number}} `of` is the size of the whole
 */
export function lastPart(text) {
  return { text: text.length > MOST ? fromLine(text.slice(-MOST)) : text, of: text.length };
}

/**
 * Reads the last 1 MB of a file.
 * @param {File} file
 * @returns {Promise<{text: string, of: number}>} `of` is the size of the whole in bytes
 */
export async function readFile(file) {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  const encoding = head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
  const packed = COMPRESSED.find(([, ...mark]) => mark.every((byte, at) => head[at] === byte));
  if (packed) throw new Unreadable(`${file.name} is compressed. Unpack it first: ${packed[0]} ${file.name}`);
  if (encoding === "utf-8" && head.includes(0)) throw new Unreadable(`${file.name} is not a text file.`);
  // two bytes stand for a character in UTF-16
  const start = Math.max(file.size - MOST, 0);
  const bytes = await file.slice(encoding === "utf-8" ? start : start + (start % 2)).arrayBuffer();
  const text = new TextDecoder(encoding).decode(bytes);
  return { text: start ? fromLine(text) : text, of: file.size };
}

function fromLine(text) {
  const end = text.indexOf("\n");
  return end >= 0 && end < text.length - 1 ? text.slice(end + 1) : text;
}

/**
 * Says a size in words: 3.2 MB.
 * @param {number} size
 */
export function said(size) {
  return `${(size / MOST).toLocaleString("en", { maximumFractionDigits: size < 10 * MOST ? 1 : 0 })} MB`;
}
