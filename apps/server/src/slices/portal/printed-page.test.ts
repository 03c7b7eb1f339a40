import { JOURNAL_MARK, SCAN_SHEET, SCANS_MARK, SHEET_MARK } from '@pinxin/site/scan-page';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutPage, fillPage, settle, standInFor } from './printed-page.ts';

const text = fc.stringMatching(/^[a-z<>% 枸杞é🌱]{0,12}$/u);
const label = fc.stringMatching(/^[A-Za-z0-9._-]{1,24}$/);
const mark = fc.constantFrom('sheet', 'scans', 'journal', 'label', 'encoded', 'nothing');

it('gives each copy its own number, journal and count, settled or not', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, mark)), text, label, fc.nat(), (parts, last, own, journal) => {
      const standIn = standInFor(own);
      const marks = {
        ...{ scans: SCANS_MARK, journal: JOURNAL_MARK, label: standIn, nothing: ' %EF%B7 ' },
        sheet: SHEET_MARK,
        encoded: encodeURIComponent(standIn),
      };
      const filling = { label: own, journal, scans: '<b>扫码 3 次</b>' };
      const filled = {
        ...{ scans: filling.scans, journal: String(journal), label: own, nothing: ' %EF%B7 ' },
        sheet: SCAN_SHEET,
        encoded: own,
      };
      const said = (words: typeof marks) =>
        parts.map(([before, each]) => `${before}|${words[each]}|`).join('') + last;
      const [markup, expected] = [said(marks), said(filled)];
      const shown = (bytes: string) => Buffer.from(bytes, 'latin1').toString();
      expect(shown(fillPage(cutPage(markup), filling))).toBe(expected);
      const settled = settle(cutPage(markup), filling);
      expect(settled.gaps).toEqual(parts.filter(([, each]) => each === 'scans').map(() => 'scans'));
      expect(shown(fillPage(settled, filling))).toBe(expected);
    }),
  );
});
