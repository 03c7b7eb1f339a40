import type { LocalDate } from '@pinxin/rules/local-date';

/** What a number may be made of. */
export interface NumberFacts {
  /** County division code, 6 digits. */
  readonly division: string;
  readonly uscc: string;
  readonly on: LocalDate;
}

const PART = /\{(division|uscc|yyyy|yy|mm|seq:[1-9])\}/g;

/** Whether a template holds known parts only, and a serial or the holder's code, without which numbers would repeat. */
export function isNumberTemplate(template: string): boolean {
  const rest = template.replace(PART, '');
  return !/[{}]/.test(rest) && /\{(seq:[1-9]|uscc)\}/.test(template) && template.split('{seq:').length <= 2;
}

/** The template with all but its serial filled in; what numbers are counted under. */
export function numberPrefix(template: string, facts: NumberFacts): string {
  return template.replace(PART, (whole, part: string) => {
    switch (part) {
      case 'division':
        return facts.division.padEnd(6, '0').slice(0, 6);
      case 'uscc':
        return facts.uscc;
      case 'yyyy':
        return facts.on.slice(0, 4);
      case 'yy':
        return facts.on.slice(2, 4);
      case 'mm':
        return facts.on.slice(5, 7);
      default:
        return whole;
    }
  });
}

/** Whether a filled-in template still wants a serial. */
export function wantsSerial(prefix: string): boolean {
  return prefix.includes('{seq:');
}

/** The number; undefined when the serial has more digits than there is room for. */
export function withSerial(prefix: string, serial: number): string | undefined {
  const digits = Number(/\{seq:([1-9])\}/.exec(prefix)?.[1] ?? 0);
  const text = String(serial).padStart(digits, '0');
  return text.length > digits ? undefined : prefix.replace(/\{seq:[1-9]\}/, text);
}

/** A pattern that can be tried, or undefined. Patterns come from a form: what could run long is not taken. */
export function readPattern(source: string): RegExp | undefined {
  // Repeated groups are what makes a pattern run away; numbers on marks need none.
  if (/\)\s*[*+{?]/.test(source) || /[*+]/.test(source) || /\\[1-9]/.test(source)) return undefined;
  try {
    return new RegExp(`^(?:${source.replace(/^\^|\$$/g, '')})$`, 'u');
  } catch {
    return undefined;
  }
}
