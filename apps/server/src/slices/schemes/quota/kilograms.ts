/** Whole grams as kilograms, exactly. */
export function kilograms(grams: number): string {
  const sign = grams < 0 ? '-' : '';
  const digits = String(Math.abs(grams)).padStart(4, '0');
  return `${sign}${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '');
}
