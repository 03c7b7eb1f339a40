/** Mark before pairs of initials, so that they are not taken for letters of the name. */
const INITIALS = '~';

/**
 * The grams under which a text is found: each sign and each pair of neighbours, so that questions of one and two
 * signs are exact without any dictionary (枸杞 is found in 中宁枸杞). The text is taken as it is: normalise it first.
 */
export function gramsOf(text: string): readonly string[] {
  const signs = [...text];
  const grams = new Set<string>(signs);
  for (let index = 1; index < signs.length; index++) grams.add(`${signs[index - 1]}${signs[index]}`);
  return [...grams];
}

/** The pairs under which initials of pinyin are found: zngq → ~zn, ~ng, ~gq. */
export function initialGramsOf(initials: string): readonly string[] {
  const grams = new Set<string>();
  for (let index = 1; index < initials.length; index++)
    grams.add(`${INITIALS}${initials.slice(index - 1, index + 1)}`);
  return [...grams];
}

/**
 * The grams that a question needs all of: the sign itself when it is one, else its pairs. A text that contains
 * the question has them all; the converse holds up to two signs, beyond that the text must be looked at.
 */
export function gramsAsked(question: string): readonly string[] {
  const signs = [...question];
  if (signs.length <= 1) return signs;
  return [...new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`))];
}

/** Whether a question may be meant as initials of pinyin: two to twelve Latin letters. */
export function mayBeInitials(question: string): boolean {
  return /^[a-z]{2,12}$/.test(question);
}

/** Whether a question may be a code or the beginning of one: at least three Latin letters, digits and joints. */
export function mayBeCode(question: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z_\-/.:]{2,}$/.test(question);
}
