import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell } from './csv-sheet.ts';
import { readLotStream } from './lot-stream.ts';

describe('a cell of the sheet', () => {
  it('defuses what a spreadsheet would take for a formula', () => {
    for (const text of ['=1+1', '+86 951', '-2', '@sum', '\tx'])
      expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
    expect(cell('枸杞')).toBe('枸杞');
  });

  it('quotes commas, quotes and line ends so that the text comes back as it was', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const written = cell(text);
        const read = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
        expect(read.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(text);
      }),
    );
  });
});

describe('the stream of lots', () => {
  const binary = (rows: readonly (readonly [number, string])[]) => {
    const parts = [Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)];
    for (const [lot, uri] of rows) {
      const text = Buffer.from(uri);
      const head = Buffer.alloc(18);
      head.writeInt16BE(2, 0);
      head.writeInt32BE(8, 2);
      head.writeBigInt64BE(BigInt(lot), 6);
      head.writeInt32BE(text.length, 14);
      parts.push(head, text);
    }
    parts.push(Buffer.from([0xff, 0xff]));
    return Buffer.concat(parts);
  };

  it('is read whole, wherever the network cuts it', async () => {
    const rows = fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 30 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (wanted, size) => {
        const bytes = binary(wanted);
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const found: [number, string][] = [];
        await readLotStream(
          Readable.from(pieces),
          (lot, piece, from, to) => found.push([lot, piece.toString('utf8', from, to)]),
          async () => {},
        );
        expect(found).toEqual(wanted.map(([lot, uri]) => [lot, Buffer.from(uri).toString('utf8')]));
      }),
      { numRuns: 200 },
    );
  });
});
