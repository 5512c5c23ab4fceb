/* Porter's stemmer, rule by rule as in `stemming.py`: the same stem for every word. */

// A letter y is a vowel after a consonant, and a consonant elsewhere.
const C = "[^aeiou][^aeiouy]*";
const V = "[aeiouy][aeiou]*";
const MEASURE_0 = new RegExp(`^(?:${C})?${V}${C}`);
const MEASURE_1 = new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`);
const MEASURE_2 = new RegExp(`^(?:${C})?${V}${C}${V}${C}`);
const HAS_VOWEL = new RegExp(`^(?:${C})?[aeiouy]`);
const SHORT_END = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);
const DOUBLED = /([^aeiouylsz])\1$/;

const STEP_2 = {
  ational: "ate",
  tional: "tion",
  enci: "ence",
  anci: "ance",
  izer: "ize",
  bli: "ble",
  alli: "al",
  entli: "ent",
  eli: "e",
  ousli: "ous",
  ization: "ize",
  ation: "ate",
  ator: "ate",
  alism: "al",
  iveness: "ive",
  fulness: "ful",
  ousness: "ous",
  aliti: "al",
  iviti: "ive",
  biliti: "ble",
  logi: "log",
};
const STEP_3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
const ENDS_2 = longestFirst(Object.keys(STEP_2));
const ENDS_3 = longestFirst(Object.keys(STEP_3));
const ENDS_4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/;

/**
 * The stem of a word in small letters a to z; anything else is returned as it is.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  if (word.length < 3 || !/^[A-Za-z]+$/.test(word)) return word;
  // A y at the beginning is a consonant; a capital takes it out of the vowels.
  let said = word[0] === "y" ? `Y${word.slice(1)}` : word;
  said = past(plural(said));
  if (said.endsWith("y") && HAS_VOWEL.test(said.slice(0, -1))) said = `${said.slice(0, -1)}i`;
  for (const [ends, replaced] of [[ENDS_2, STEP_2], [ENDS_3, STEP_3]]) {
    const found = ends.exec(said);
    if (found && MEASURE_0.test(found[1])) said = found[1] + replaced[found[2]];
  }
  const found = ENDS_4.exec(said);
  if (found && MEASURE_2.test(found[1])) said = found[1];
  if (said.endsWith("e")) {
    const shorter = said.slice(0, -1);
    if (MEASURE_2.test(shorter) || (MEASURE_1.test(shorter) && !SHORT_END.test(shorter))) said = shorter;
  }
  if (said.endsWith("ll") && MEASURE_2.test(said)) said = said.slice(0, -1);
  return said.toLowerCase();
}

/** Step 1a. */
function plural(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** Step 1b. */
function past(word) {
  if (word.endsWith("eed")) return MEASURE_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const ending = ["ed", "ing"].find((one) => word.endsWith(one));
  if (!ending || !HAS_VOWEL.test(word.slice(0, -ending.length))) return word;
  const rest = word.slice(0, -ending.length);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (DOUBLED.test(rest)) return rest.slice(0, -1);
  return SHORT_END.test(rest) ? `${rest}e` : rest;
}

function longestFirst(endings) {
  return new RegExp(`^(.+?)(${endings.sort((one, other) => other.length - one.length).join("|")})$`);
}
