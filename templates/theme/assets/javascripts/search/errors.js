/* What goes wrong while searching, said so that people can do something about it. */

/** An error whose message is a plain sentence. */
export class SearchError extends Error {
  /**
   * @param {string} message
   * @param {boolean} retry whether trying again may help
   */
  constructor(message, retry) {
    super(message);
    this.name = "SearchError";
    this.retry = retry;
  }
}
