import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesIn, sheetsIn } from '../../../kernel/sheets/testing/read-workbook.ts';
import type { SheetRow } from './custody-fact.ts';
import { recallWorkbook as workbook } from './xlsx-sheet.ts';

const row = (uri: string): SheetRow => ({
  ...{ lot: 1, uri, product: undefined, quantity: undefined, unit: undefined },
  ...{ custody: undefined, time: undefined },
});

async function* blocksOf(uris: readonly string[], size: number): AsyncGenerator<Iterable<SheetRow>> {
  for (let from = 0; from < uris.length; from += size) yield uris.slice(from, from + size).map(row);
}

async function sheetsOf(uris: readonly string[], most?: number, size = 3) {
  return sheetsIn(await buffer(workbook(blocksOf(uris, size), 'en', most)));
}

describe('a workbook', () => {
  it('goes on in the next worksheet, with its header, when one is full', async () => {
    const count = fc.integer({ min: 0, max: 30 });
    await fc.assert(
      fc.asyncProperty(
        count,
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 7 }),
        async (rows, most, size) => {
          const uris = Array.from({ length: rows }, (_, index) => `urn:x:${index}`);
          const sheets = await sheetsOf(uris, most, size);
          for (const sheet of sheets) {
            expect(sheet.length).toBeLessThanOrEqual(most);
            expect(sheet[0]![0]).toBe('Code');
          }
          expect(sheets.flatMap(sheet => sheet.slice(1).map(cells => cells[0]))).toEqual(uris);
          expect(sheets.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps texts as they are, save what XML cannot hold', async () => {
    const [sheet] = await sheetsOf(['<a & "b">', '007', '枸杞 𠮷', 'x\u0000y\ud800z', ' =1+1']);
    expect(sheet!.slice(1).map(cells => cells[0])).toEqual(['<a & "b">', '007', '枸杞 𠮷', 'xyz', ' =1+1']);
  });

  it('names every worksheet in its parts', async () => {
    const files = filesIn(await buffer(workbook(blocksOf(['a', 'b', 'c'], 1), 'zh-CN', 2)));
    for (const number of [1, 2, 3]) {
      expect(files.get('xl/workbook.xml')).toContain(`sheetId="${number}"`);
      expect(files.get('[Content_Types].xml')).toContain(`/xl/worksheets/sheet${number}.xml`);
      expect(files.get('xl/_rels/workbook.xml.rels')).toContain(`worksheets/sheet${number}.xml`);
    }
  });

  it('tells its reader when rows fail', async () => {
    const failing = async function* (): AsyncGenerator<Iterable<SheetRow>> {
      yield [row('a')];
      throw new Error('the database went away');
    };
    await expect(buffer(workbook(failing(), 'en'))).rejects.toThrow('the database went away');
  });
});
