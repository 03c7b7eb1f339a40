import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPacked, packPage, takesGzip } from './packed-page.ts';
import { bytesOf } from './printed-page.ts';

describe('a packed page', () => {
  it('unpacks to its pieces with whatever went between', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 2_000 }), fc.string(), (before, gap, after) => {
        const pieces = [Buffer.from(before), Buffer.from(after)];
        const page = packPage({ pieces: [bytesOf(before), bytesOf(after)], gaps: ['scans'] })!;
        for (const text of [gap, '', `${gap}${gap}`]) {
          const copy = gunzipSync(Buffer.from(fillPacked(page, Buffer.from(text)), 'latin1'));
          expect(copy.equals(Buffer.concat([pieces[0]!, Buffer.from(text), pieces[1]!]))).toBe(true);
        }
      }),
    );
  });

  it('is much smaller than the page', () => {
    const piece = bytesOf('<li>采收 枸杞鲜果 700 千克</li>'.repeat(200));
    const page = packPage({ pieces: [piece, piece], gaps: ['scans'] })!;
    expect(fillPacked(page, Buffer.from('第 3 次')).length).toBeLessThan(piece.length / 10);
  });

  it('is not made of a page that has other gaps', () => {
    const piece = bytesOf('x');
    expect(packPage({ pieces: [piece, piece, piece], gaps: ['scans', 4] })).toBeUndefined();
  });

  it('refuses a gap that no block holds', () => {
    const page = packPage({ pieces: ['a', 'b'], gaps: ['scans'] })!;
    expect(() => fillPacked(page, Buffer.alloc(70_000))).toThrow(RangeError);
  });
});

describe('accept-encoding', () => {
  it.each([
    ['gzip, deflate, br', true],
    ['br;q=1.0, gzip;q=0.8', true],
    ['gzip;q=0', false],
    ['gzip;q=0.000', false],
    ['identity', false],
    ['x-gzip-not', false],
    ['', false],
    [undefined, false],
  ])('%j takes gzip: %j', (header, expected) => {
    expect(takesGzip(header)).toBe(expected);
  });
});
