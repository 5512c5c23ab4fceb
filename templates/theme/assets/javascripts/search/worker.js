/* The engine in a worker. Messages are {id, method, base, text, options}, answers {id, result} or {id, error}. */

import { open } from "./engine.js";

/** @type {Map<string, Promise<import("./engine.js").Engine>>} by the URL of the site's root */
const engines = new Map();
/** @type {Map<number, AbortController>} of what has no answer yet */
const running = new Map();
let newest = 0; // the newest question

const METHODS = {
  open: (engine) => engine.labels,
  ask: (engine, text, options) => engine.ask(text, options),
  match: (engine, text, options) => engine.match(text, options),
};

addEventListener("message", ({ data: { id, method, base, text, options } }) => {
  if (method === "cancel") running.get(id)?.abort();
  else answer(id, method, base, text, options);
});

async function answer(id, method, base, text, options) {
  const control = new AbortController();
  const older = newest;
  running.set(id, control);
  if (method === "ask") newest = id;
  try {
    const work = engineOf(base).then((engine) => METHODS[method](engine, text, { ...options, signal: control.signal }));
    // After the newer call has said what it needs: what both need is then not fetched twice.
    if (method === "ask") engineOf(base).finally(() => running.get(older)?.abort()).catch(() => {});
    postMessage({ id, result: await work });
  } catch (error) {
    const { message, retry = true } = error;
    postMessage({ id, error: { message, retry, aborted: control.signal.aborted } });
  } finally {
    running.delete(id);
  }
}

function engineOf(base) {
  if (!engines.has(base)) {
    const opening = open(base);
    engines.set(base, opening);
    opening.catch(() => engines.delete(base)); // the next call tries again
  }
  return engines.get(base);
}
