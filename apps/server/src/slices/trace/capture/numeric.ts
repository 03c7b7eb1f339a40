const POSITIVE = 0x0000;
const NEGATIVE = 0x4000;

/**
 * Writes a plain decimal (`-12.50`) in the binary form of PostgreSQL's numeric and returns the offset behind it:
 * count of base-10000 digits, weight of the first, sign, decimals shown, digits (PostgreSQL source, numeric.c,
 * numeric_recv). `target` must have `numericSize(text)` bytes left.
 */
export function writeNumeric(target: Buffer, at: number, text: string): number {
  const negative = text.charCodeAt(0) === 45;
  const from = negative ? 1 : 0;
  const dot = text.indexOf('.');
  const wholeEnd = dot < 0 ? text.length : dot;
  const scale = dot < 0 ? 0 : text.length - dot - 1;
  const wholeGroups = Math.ceil((wholeEnd - from) / 4);
  const fractionGroups = Math.ceil(scale / 4);
  let first = -1;
  let last = -1;
  const start = at + 8;
  let end = start;
  for (let group = 0; group < wholeGroups + fractionGroups; group += 1) {
    const digit =
      group < wholeGroups
        ? wholeDigit(text, from, wholeEnd - 4 * (wholeGroups - group))
        : fractionDigit(text, wholeEnd + 1 + 4 * (group - wholeGroups));
    if (first < 0 && digit === 0) continue;
    if (first < 0) first = group;
    if (digit !== 0) last = group;
    end = target.writeInt16BE(digit, end);
  }
  const count = first < 0 ? 0 : last - first + 1;
  target.writeInt16BE(count, at);
  target.writeInt16BE(first < 0 ? 0 : wholeGroups - first - 1, at + 2);
  target.writeUInt16BE(negative && count > 0 ? NEGATIVE : POSITIVE, at + 4);
  target.writeInt16BE(scale, at + 6);
  return start + 2 * count;
}

/** Most bytes that `writeNumeric` takes for this text. */
export function numericSize(text: string): number {
  return 8 + 2 * (Math.ceil(text.length / 4) + 2);
}

/** Whether PostgreSQL's numeric holds the text: a plain decimal of bearable length. */
export function fitsNumeric(text: string): boolean {
  return text.length <= 1000 && /^-?\d+(?:\.\d+)?$/.test(text);
}

/** Four decimal digits whose first is at `at`; places before `from` count as 0. */
function wholeDigit(text: string, from: number, at: number): number {
  let digit = 0;
  for (let index = Math.max(from, at); index < at + 4; index += 1)
    digit = digit * 10 + text.charCodeAt(index) - 48;
  return digit;
}

/** Four decimal digits from `at`; places behind the end count as 0. */
function fractionDigit(text: string, at: number): number {
  let digit = 0;
  for (let index = at; index < at + 4; index += 1) {
    digit = digit * 10 + (index < text.length ? text.charCodeAt(index) - 48 : 0);
  }
  return digit;
}
