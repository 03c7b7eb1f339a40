import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnName } from './cell.ts';
import { cell } from './csv-cell.ts';
import { csvRows } from './csv-reader.ts';
import { readSheetRows, SheetRefused } from './read-sheet.ts';
import { type RowCells, workbook } from './workbook.ts';
import { ZipStream } from './zip-stream.ts';

const LIMITS = { rows: 50, unpackedBytes: 10_000_000, batch: 7 };

async function read(bytes: Uint8Array, limits = LIMITS) {
  const rows = [];
  for await (const batch of readSheetRows(bytes, limits)) rows.push(...batch);
  return rows;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  return await read(bytes).then(
    () => 'read',
    (error: unknown) => (error instanceof SheetRefused ? error.code : String(error)),
  );
}

async function* once(rows: readonly RowCells[]): AsyncGenerator<readonly RowCells[]> {
  yield rows;
}

const HEAD = [{ title: '码' }, { title: '空' }, { title: '名' }];

/** 名称,代码 in GB18030. */
const GB18030 = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb4, 0xfa, 0xc2, 0xeb]);

describe('rows of CSV text', () => {
  it('come back as they were written, whatever the cells hold', () => {
    const plain = fc.string().filter(text => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(plain, { minLength: 2, maxLength: 5 }), { minLength: 1 }), rows => {
        const head = ['a', 'b', 'c', 'd', 'e'];
        const text = [head, ...rows].map(cells => `${cells.map(cell).join(',')}\r\n`).join('');
        const read = [...csvRows(text)].map(row => row.cells.map(each => each ?? ''));
        expect(read).toEqual([head, ...rows]);
      }),
    );
  });

  it('ends however the text ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a",;\t\r\n') }), text => {
        const lines = [...csvRows(text)].map(row => row.line);
        expect(lines).toEqual(lines.map((_, index) => index + 1));
      }),
    );
  });
});

describe('a sheet', () => {
  it('of 200,000 rows is refused once 100,000 were read, as text and as a workbook', async () => {
    const limits = { rows: 100_000, unpackedBytes: 400_000_000, batch: 1_000 };
    const rows = Array.from({ length: 200_000 }, () => ['甲', '乙']);
    const book = await buffer(workbook([{ title: '名称' }, { title: '类别' }], once(rows), { placed: true }));
    for (const bytes of [Buffer.from(`名称,类别\n${'甲,乙\n'.repeat(200_000)}`), book]) {
      let read = 0;
      const refused = async () => {
        for await (const batch of readSheetRows(bytes, limits)) read += batch.length;
      };
      await expect(refused()).rejects.toMatchObject({ code: 'tooManyRows' });
      expect(read).toBeLessThanOrEqual(100_001);
    }
  }, 60_000);

  it('is read from UTF-8 with and without mark, UTF-16 and GB18030', async () => {
    const expected = [{ line: 1, cells: ['名称', '代码'] }];
    for (const bytes of [
      Buffer.from('名称,代码'),
      Buffer.from('\uFEFF名称,代码\n'),
      Buffer.from('\uFEFF名称\t代码\r\n', 'utf16le'),
      GB18030,
    ])
      expect(await read(bytes)).toEqual(expected);
  });

  it('keeps leading zeros of text in a workbook, in batches and in order', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [`00${index}`, undefined, '枸杞']);
    const bytes = await buffer(workbook(HEAD, once(rows), { placed: true }));
    const found = await read(bytes);
    expect(found[0]?.cells).toEqual(['码', '空', '名']);
    expect(found.slice(1).map(row => row.cells)).toEqual(rows.map(([code, , name]) => [code, null, name]));
    expect(found.at(-1)?.line).toBe(31);
  });

  it('tells a number from a text in a workbook', async () => {
    const zip = new ZipStream();
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const made = await buffer(workbook([{ title: 'a' }], once([['x']])));
    const sheet = `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>640521</v></c><c r="B1" t="inlineStr"><is><t>0951</t></is></c></row></sheetData></worksheet>`;
    const parts = async function* () {
      const { filesIn } = await import('./testing/read-workbook.ts');
      for (const [name, text] of filesIn(made))
        yield* zip.file(name, [Buffer.from(name === 'xl/worksheets/sheet1.xml' ? sheet : text)]);
      yield zip.end();
    };
    expect(await read(await buffer(parts()))).toEqual([{ line: 1, cells: [{ number: '640521' }, '0951'] }]);
  });

  it('is refused with a reason: too many rows, an old or broken workbook, something else', async () => {
    expect(await refusal(Buffer.from('a\n'.repeat(52)))).toBe('tooManyRows');
    expect(await refusal(Buffer.from('a\n'.repeat(51)))).toBe('read');
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]))).toBe('oldExcel');
    expect(await refusal(Buffer.from('PK\u0003\u0004 and nothing more'))).toBe('damaged');
    expect(await refusal(Buffer.from('%PDF-1.7\n\u0000\u0001'))).toBe('notASheet');
    expect(await refusal(Buffer.from([0xff, 0xff, 0x41]))).toBe('encodingUnknown');
  });

  it('is refused before it is unpacked when it would grow beyond bounds', async () => {
    const zip = new ZipStream();
    const bomb = async function* () {
      yield* zip.file('xl/worksheets/sheet1.xml', [Buffer.alloc(20_000_000, 0x20)]);
      yield zip.end();
    };
    const bytes = await buffer(bomb());
    expect(bytes.length).toBeLessThan(200_000);
    expect(await refusal(bytes)).toBe('unpackedTooLarge');
  });
});

describe('a column', () => {
  it('is named as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
