import { pinyin } from 'pinyin-pro';

/**
 * Initials of the pinyin of a normal name: 中宁枸杞 → zngq; Latin letters and digits stay. One reading for each
 * sign: what a dictionary guesses wrongly (长乐 as zl) is still found by its signs.
 */
export function initialsOf(normalName: string): string {
  return pinyin(normalName, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
