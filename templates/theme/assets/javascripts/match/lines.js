/* Every line in which a signature stands, with what it names there marked. */

import { compileSignature, inOrder, lower, placesIn } from "../search/signatures.js";

const SLICE_MILLISECONDS = 12;
/* Of a long line what stands around the marked parts, in characters. */
const BEFORE = 40, BETWEEN = 120, AFTER = 120;

/** @typedef {{number: number, pieces: [string, boolean][]}} Line its number, 0 if that is not known, and its text in
 *   pieces, of which those that the signature names are marked */

/**
 * Finds the lines of several signatures, in slices so that the page stays responsive.
 * @param {Iterable<string>} signatures
 * @param {string} text with LF between its lines
 * @param {AbortSignal} signal
 * @param {(number: number) => number} [numberOf] the number to show for a line, which is counted from 1
 * @returns {Promise<Map<string, Line[]>>} by signature
 */
export async function linesWith(signatures, text, signal, numberOf = (number) => number) {
  const plain = text.replaceAll("\u00a0", " ");
  const small = lower(plain);
  const found = new Map();
  let pause = performance.now() + SLICE_MILLISECONDS;
  for (const signature of new Set(signatures)) {
    const compiled = compileSignature(signature);
    const lines = [];
    found.set(signature, lines);
    let [number, counted] = [1, 0]; // of the line that begins there
    for (let at = compiled.parts.length ? small.indexOf(compiled.longest) : -1; at >= 0; ) {
      const start = small.lastIndexOf("\n", at) + 1;
      const end = (small.indexOf("\n", at) + 1 || small.length + 1) - 1;
      for (; counted < start; counted = small.indexOf("\n", counted) + 1) number += 1;
      const line = inOrder(plain.slice(start, end));
      const places = placesIn(compiled, lower(line));
      if (places) lines.push({ number: numberOf(number), pieces: cut(line, compiled.parts, places) });
      at = small.indexOf(compiled.longest, end);
      if (performance.now() > pause) {
        await new Promise((resolve) => { setTimeout(resolve); });
        signal.throwIfAborted();
        pause = performance.now() + SLICE_MILLISECONDS;
      }
    }
  }
  return found;
}

/* A line in pieces; the spaces at its ends and those of parts are not marked. */
function cut(line, parts, places) {
  const pieces = [];
  let position = 1;
  for (const [number, part] of parts.entries()) {
    const start = places[number] + (part[0] === " " ? 1 : 0);
    const end = places[number] + part.length - (part.at(-1) === " " ? 1 : 0);
    pieces.push([shortened(line.slice(position, start), number ? BETWEEN : BEFORE, number === 0), false]);
    pieces.push([line.slice(start, end), true]);
    position = end;
  }
  const rest = line.slice(position, -1);
  pieces.push([rest.length > AFTER ? `${rest.slice(0, AFTER)}…` : rest, false]);
  return pieces.filter(([text]) => text);
}

function shortened(text, most, first) {
  if (text.length <= most) return text;
  return first ? `…${text.slice(-most)}` : `${text.slice(0, most / 2)} … ${text.slice(-most / 2)}`;
}
