/* The files of search, fetched when they are needed, each once, and the latest of them kept. */

import { SearchError } from "./errors.js";

const MOST_KEPT = 400;

/** @typedef {{signal?: AbortSignal, fetched: Map<string, number>}} Need of one question: what ends it, and the bytes of
 *   the files that came for it */

/** The files below one address. */
export class Files {
  /** @type {Map<string, {content: Promise<any>, bytes: number, control: AbortController, waiting: number,
   *   done: boolean}>} the latest last */
  #kept = new Map();
  #folder;

  /** @param {string|URL} folder with a slash at its end */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * What a file holds; null if there is no such file. Fetching ends when nobody waits for it any more.
   * @template T
   * @param {string} name
   * @param {(content: Uint8Array) => T} read
   * @param {Need} need
   * @returns {Promise<T|null>}
   */
  async get(name, read, need) {
    const file = this.#kept.get(name) ?? this.#begun(name, read);
    this.#kept.delete(name);
    this.#kept.set(name, file); // behind those that were needed longer ago
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
    const came = !file.done;
    file.waiting += 1;
    try {
      const content = await unless(need.signal, file.content);
      if (came) need.fetched.set(name, file.bytes);
      if (content === null) this.#kept.delete(name);
      return content;
    } catch (error) {
      if (this.#kept.get(name) === file && (file.done || file.waiting === 1)) this.#kept.delete(name);
      throw error;
    } finally {
      file.waiting -= 1;
      if (!file.waiting && !file.done) file.control.abort();
    }
  }

  #begun(name, read) {
    const file = { bytes: 0, control: new AbortController(), waiting: 0, done: false };
    file.content = this.#fetched(name, read, file).finally(() => { file.done = true; });
    file.content.catch(() => {}); // said to those who wait
    return file;
  }

  async #fetched(name, read, file) {
    let answer, body;
    try {
      answer = await fetch(new URL(name, this.#folder), { signal: file.control.signal });
      body = await answer.arrayBuffer();
    } catch {
      throw new SearchError("The search index could not be loaded. Is there a connection?", true);
    }
    file.bytes = Number(answer.headers.get("content-length")) || body.byteLength;
    if (answer.status === 404) return null;
    if (!answer.ok) {
      throw new SearchError(`The search index could not be loaded: the server answered ${answer.status}.`, true);
    }
    try {
      return read(await inflated(body));
    } catch {
      throw new SearchError("A part of the search index is damaged.", true);
    }
  }
}

async function inflated(body) {
  const stream = new Response(body).body.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/* A promise that is given up when the signal says so. */
function unless(signal, promise) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
