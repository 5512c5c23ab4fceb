/* Search for a page: the engine in a worker of its own, so that the page never stalls. */

import { SearchError } from "./errors.js";

/** @typedef {import("./engine.js").Labels} Labels */
/** @typedef {import("./engine.js").Asked} Asked */
/** @typedef {import("./engine.js").Found} Found */
/** @typedef {import("./engine.js").Matched} Matched */

/**
 * @typedef {Object} Client
 * @property {() => Promise<Labels>} open what kinds, severities, statuses, years and services there are, and what they
 *   are called
 * @property {(question: string, options?: Asked) => Promise<Found>} ask the articles that answer, the best first
 * @property {(text: string, options?: {limit?: number, signal?: AbortSignal}) => Promise<Matched>} match the signatures
 *   that a text has, and the articles that are like it
 */

/**
 * A page's own engine. Its worker begins with the first call, and a call that fails leaves the next one a fresh start.
 * A newer `ask` ends an older one that has no answer yet. What was ended is rejected with an `AbortError`, everything
 * else that fails with a `SearchError`.
 * @param {string} base the URL of the site's root, with a slash at its end
 * @returns {Client}
 */
export function connect(base) {
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let worker = null;
  let last = 0;

  function started() {
    if (worker) return worker;
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data: { id, result, error } }) => {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error) call?.reject(error.aborted ? aborted() : new SearchError(error.message, error.retry));
      else call?.resolve(result);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      worker = null;
      for (const call of waiting.values()) call.reject(new SearchError("Search could not be loaded.", true));
      waiting.clear();
    });
    return worker;
  }

  function call(method, text, { signal, ...options } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw aborted();
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      started().postMessage({ id, method, base, text, options });
      signal?.addEventListener("abort", () => {
        if (!waiting.delete(id)) return;
        worker.postMessage({ id, method: "cancel" });
        reject(aborted());
      }, { once: true });
    });
  }

  return {
    open: () => call("open"),
    ask: (question, options) => call("ask", question, options),
    match: (text, options) => call("match", text, options),
  };
}

function aborted() {
  return new DOMException("This was not needed any more.", "AbortError");
}
