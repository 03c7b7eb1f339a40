import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { drawQr } from './qr.ts';

/** Paints a drawing as pixels, so many for each module, and reads it as a phone would. */
function read({ side, path }: { side: number; path: string }, scale = 4): string | undefined {
  const width = side * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < scale; dy++) {
      const from = ((Number(y) * scale + dy) * width + Number(x) * scale) * 4;
      for (let at = from; at < from + scale * 4; at++) if (at % 4 !== 3) pixels[at] = 0;
    }
  }
  return (jsqr as unknown as typeof jsqr.default)(pixels, width, width)?.data;
}

describe('a QR code that a page draws', () => {
  it.each([
    'otpauth://totp/Pinxin%20%E5%93%81%E4%BF%A1:ma?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pinxin',
    'https://trace.example.cn/01/09521234000013/10/G26A07',
    'x',
  ])('says what it was made of: %s', text => expect(read(drawQr(text))).toBe(text));

  it('keeps four light modules around it', () => {
    const { side, path } = drawQr('x');
    const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect([Math.min(...places), Math.max(...places)]).toEqual([4, side - 5]);
  });
});
