/* Every line in which a signature stands, with what it names there marked. */

import { compileSignature } from "../search/signatures.js";

const SLICE_MILLISECONDS = 12;
const WHITE_SPACE = /[ \t\n\r\v\f]+/;
const IN_WORDS = /[a-z0-9]/;
/* Of a long line what stands around the marked parts, in characters. */
const BEFORE = 40, BETWEEN = 120, AFTER = 120;

/** @typedef {{number: number, pieces: [string, boolean][]}} Line */

/**
 * Finds the lines of several signatures, in slices so that the page stays responsive.
 * @param {Iterable<string>} signatures
 * @param {string} text with LF between its lines
 * @param {AbortSignal} signal
 * @returns {Promise<Map<string, Line[]>>} by signature; numbers begin with 1
 */
export async function linesWith(signatures, text, signal) {
  const plain = text.replaceAll("\u00a0", " ");
  const small = lower(plain);
  const found = new Map();
  let pause = performance.now() + SLICE_MILLISECONDS;
  for (const signature of new Set(signatures)) {
    const compiled = compileSignature(signature);
    const lines = [];
    found.set(signature, lines);
    let at = compiled.parts.length ? small.indexOf(compiled.longest) : -1;
    for (let number = 1, counted = 0; at >= 0; ) {
      const start = small.lastIndexOf("\n", at) + 1;
      const end = (small.indexOf("\n", at) + 1 || small.length + 1) - 1;
      for (let next = small.indexOf("\n", counted); next >= 0 && next < start; next = small.indexOf("\n", counted)) {
        number += 1;
        counted = next + 1;
      }
      const pieces = piecesOf(compiled, plain.slice(start, end));
      if (pieces) lines.push({ number, pieces });
      at = small.indexOf(compiled.longest, end);
      if (performance.now() > pause) {
        await new Promise((resolve) => { setTimeout(resolve); });
        if (signal.aborted) return found;
        pause = performance.now() + SLICE_MILLISECONDS;
      }
    }
  }
  return found;
}

/**
 * A line in pieces, of which those that a signature names are marked; nothing where it does not stand in the line.
 * @param {{parts: string[], beginsWord: boolean, endsWord: boolean}} compiled
 * @param {string} written
 * @returns {[string, boolean][]|null}
 */
export function piecesOf(compiled, written) {
  const line = ` ${written.split(WHITE_SPACE).filter(Boolean).join(" ")} `;
  const spans = spansOf(compiled, lower(line));
  return spans && cut(line, spans);
}

/* Where its parts stand in a line: each where it comes first, as in `signatures.py`. */
function spansOf({ parts, beginsWord, endsWord }, line) {
  const spans = [];
  let position = 0;
  for (const [number, part] of parts.entries()) {
    if (number && line[position - 1] === " " && part[0] === " ") position -= 1;
    const begins = beginsWord && number === 0;
    const ends = endsWord && number === parts.length - 1;
    let at = line.indexOf(part, position);
    while (at >= 0 && ((begins && IN_WORDS.test(line[at - 1])) || (ends && IN_WORDS.test(line[at + part.length])))) {
      at = line.indexOf(part, at + 1);
    }
    if (at < 0) return null;
    position = at + part.length;
    spans.push([at + (part[0] === " " ? 1 : 0), position - (part.at(-1) === " " ? 1 : 0)]);
  }
  return spans;
}

function cut(line, spans) {
  const pieces = [];
  let position = 1; // the space that was put before it
  for (const [start, end] of spans) {
    pieces.push([shortened(line.slice(position, start), pieces.length ? BETWEEN : BEFORE, !pieces.length), false]);
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

/* A to Z are a to z; other letters are what they are. */
function lower(text) {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
