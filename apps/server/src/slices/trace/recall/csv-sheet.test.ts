import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell } from '../../../kernel/sheets/csv-cell.ts';
import { InstantWriter, writeHex } from './csv-bytes.ts';
import { localInstant } from './fact-table.ts';

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
        // Only what is defused has an apostrophe more than it had.
        expect(read).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
      }),
    );
  });
});

describe('what is written byte by byte', () => {
  const into = Buffer.alloc(100);
  const anyTime = fc.integer({ min: Date.UTC(1, 0, 1) - 1_900 * 31_556_952_000, max: 253_402_300_799_999 });

  it('is an instant as toISOString has it, before and after 1970', () => {
    const writer = new InstantWriter();
    fc.assert(
      fc.property(anyTime, time => {
        const end = writer.milliseconds(into, 0, time);
        expect(into.toString('latin1', 0, end)).toBe(new Date(time).toISOString());
      }),
    );
  });

  it('is an instant on the clock of a place as rows have it', () => {
    const writer = new InstantWriter();
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -840, max: 840 }), (latest, offset) => {
        const time = latest - 86_400_000;
        const end = writer.seconds(into, 0, time + offset * 60_000);
        expect(localInstant(time, offset).startsWith(into.toString('latin1', 0, end))).toBe(true);
      }),
    );
  });

  it('is a digest as hexadecimal text has it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 32 }), fc.nat(4), (bytes, at) => {
        const end = writeHex(into, at, Buffer.from(bytes), 0, bytes.length);
        expect(into.toString('latin1', at, end)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });
});
