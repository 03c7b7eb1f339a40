import { describe, expect, it } from 'vitest';
import { parseScanData } from './scan-data.ts';

describe('parseScanData', () => {
  it.each([
    [']C1010952012345678810A\u001d21S', 'gs1-128', '^010952012345678810A^21S', 3],
    [']Q301095201234567883103000195', 'gs1-qr', '^01095201234567883103000195', 2],
    [']E09520123456788', 'ean-13', '9520123456788', 1],
    [']E495201238', 'ean-8', '95201238', 1],
    [']E09520123456788|]e010A\u001d99B', 'ean-13', '9520123456788|^10A^99B', 3],
    [
      ']Q1https://a.example/01/09520123456788?17=260131',
      'qr',
      'https://a.example/01/09520123456788?17=260131',
      2,
    ],
    [']d1WIFI:T:nopass', 'data-matrix', 'WIFI:T:nopass', 0],
    [']J0^A', 'dotcode', '\\^A', 0],
  ])('reads %j', (text, symbology, data, elements) => {
    const read = parseScanData(text);
    expect(read).toMatchObject({ ok: true, value: { symbology, data } });
    expect(read.ok && read.value.elements.length).toBe(elements);
  });

  it.each([
    ['9520123456788', 'missingSymbologyIdentifier', 0],
    [']Z0123', 'unknownSymbology', 0],
    [']C1', 'noElements', 3],
    [']C110A^B', 'characterNotAllowed', 6],
    [']E09520123456789', 'incorrectCheckDigit', 3],
    [']E0952012345678', 'wrongLength', 3],
    [']E495201238|10A', 'malformedComposite', 11],
    [']E49520123X', 'nonDigitCharacter', 3],
    [']Q1https://a.example/about', 'noPrimaryKey', 21],
    [']C10109520123456789', 'incorrectCheckDigit', 18],
  ])('refuses %s as %s', (text, code, at) => {
    expect(parseScanData(text)).toMatchObject({ ok: false, error: { code, at } });
  });
});
