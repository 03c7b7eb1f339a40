import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CanonicalEpc, canonicalEpc, canonicalEpcOrDoubt, canonicalUriOf } from './canonical.ts';
import { digitFor } from './check-digit.ts';
import { uriEscape } from './percent-encoding.ts';

const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const PLAIN = CSET82.replace(/[^0-9A-Za-z_.-]/g, '');

const gtin = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 13, maxLength: 13 })
  .map(digits => digits.join('') + digitFor(digits.join('')));
const lotText = fc.string({ unit: fc.constantFrom(...CSET82), minLength: 1, maxLength: 20 });

function read(received: string): CanonicalEpc {
  const result = canonicalEpc(received);
  if (!result.ok) throw new Error(`${received} was refused: ${result.error.code}`);
  return result.value;
}

function codeOf(received: string): string {
  const result = canonicalEpc(received);
  return result.ok ? 'accepted' : result.error.code;
}

describe('canonicalEpc', () => {
  it.each([
    ['https://id.gs1.org/01/09520123456788', 'class', { gtin: '09520123456788' }],
    ['https://id.gs1.org/01/09520123456788/10/YC-2024_7', 'lot', { lot: 'YC-2024_7' }],
    ['https://id.gs1.org/01/09520123456788/21/000123', 'item', { serial: '000123' }],
    ['https://id.gs1.org/00/095201234567891235', 'logisticUnit', { key: '095201234567891235' }],
    ['https://id.gs1.org/414/9520123456788', 'place', { key: '9520123456788' }],
    ['https://id.gs1.org/417/9520123456788', 'party', { key: '9520123456788' }],
  ])('leaves the canonical form %s as it is', (uri, kind, parts) => {
    expect(read(uri)).toMatchObject({ uri, kind, ...parts });
  });

  it.each([
    ['urn:epc:id:sgtin:9520123.045678.7', 'https://id.gs1.org/01/09520123456788/21/7', 'item'],
    ['urn:epc:class:lgtin:9520123.045678.A%2F1', 'https://id.gs1.org/01/09520123456788/10/A%2F1', 'lot'],
    ['urn:epc:idpat:sgtin:9520123.045678.*', 'https://id.gs1.org/01/09520123456788', 'class'],
    ['urn:epc:id:sgln:9520123.45678.0', 'https://id.gs1.org/414/9520123456788', 'place'],
    ['urn:epc:id:sgln:9520123.45678.shed1', 'https://id.gs1.org/414/9520123456788/254/shed1', 'place'],
    ['urn:epc:id:pgln:9520123.45678', 'https://id.gs1.org/417/9520123456788', 'party'],
    ['urn:epc:id:grai:9520123.45678.9', 'https://id.gs1.org/8003/095201234567889', 'asset'],
    ['urn:epc:id:giai:9520123.drier', 'https://id.gs1.org/8004/9520123drier', 'asset'],
    ['urn:epc:id:gdti:9520123.45678.R1', 'https://id.gs1.org/253/9520123456788R1', 'document'],
    ['urn:epc:id:cpi:9520123.A%2F.5', 'https://id.gs1.org/8010/9520123A%2F/8011/5', 'item'],
    [
      'http://shop.example/x/01/9520123456788/10/L1?17=260101#top',
      'https://id.gs1.org/01/09520123456788/10/L1',
      'lot',
    ],
    ['https://a.example/gtin/9520123456788/ser/9', 'https://id.gs1.org/01/09520123456788/21/9', 'item'],
    ['https://a.example/01/09520123456788/22/V/10/L', 'https://id.gs1.org/01/09520123456788/10/L', 'lot'],
    ['https://id.gs1.org/01/09520123456788/10/a%2fb', 'https://id.gs1.org/01/09520123456788/10/a%2Fb', 'lot'],
  ])('reads %s', (received, uri, kind) => {
    expect(read(received)).toMatchObject({ uri, kind });
  });

  it('keeps the lot of an item that was received with both', () => {
    const both = read('https://a.example/01/09520123456788/10/L1/21/S1');
    expect(both).toMatchObject({ kind: 'item', serial: 'S1' });
    expect(both.uri).toBe('https://id.gs1.org/01/09520123456788/21/S1');
    expect(both.lotOfItem).toBe('https://id.gs1.org/01/09520123456788/10/L1');
    expect(both.lot).toBeUndefined();
  });

  it.each([
    'https://example.com/orders/01/list',
    'https://example.com/401/abc',
    'https://example.com/8003/952012345678909',
    'urn:epc:id:bic:CSQU3054383',
    'urn:epc:idpat:sgtin:9520123.*.*',
    'urn:uuid:0b6f4a1e-0000-4000-8000-000000000000',
    'geo:38.4,106.2',
    'https://example.com/批次/一号',
  ])('passes %s, which is not a GS1 key, unchanged', received => {
    expect(read(received)).toEqual({ uri: received, kind: 'other' });
  });

  it.each([
    ['https://id.gs1.org/01/09520123456789/10/L1', 'incorrectCheckDigit'],
    ['https://shop.example/01/9520123456781', 'incorrectCheckDigit'],
    ['https://id.gs1.org/00/095201234567891234', 'incorrectCheckDigit'],
    ['https://id.gs1.org/8003/09520123456789X', 'incorrectCheckDigit'],
    ['https://id.gs1.org/01/95201', 'wrongShape'],
    ['https://id.gs1.org/01/09520123456788/10/a%20b', 'wrongShape'],
    ['https://id.gs1.org/01/09520123456788/10/%E6%9E%B8', 'wrongShape'],
    ['https://id.gs1.org/01/09520123456788/10/', 'emptyValue'],
    ['https://id.gs1.org/01/09520123456788/21/123456789012345678901', 'wrongShape'],
    ['urn:epc:id:sgtin:9520123.04567.7', 'malformedEpcUrn'],
    ['', 'empty'],
  ])('refuses %s as %s', (received, code) => {
    expect(codeOf(received)).toBe(code);
  });

  it('gives every lot one spelling, however it was escaped', () => {
    fc.assert(
      fc.property(gtin, lotText, (number, lot) => {
        const escaped = read(`https://a.example/01/${number}/10/${uriEscape(lot, 'path')}`);
        const lowerCase = uriEscape(lot, 'path').replace(/%../g, each => each.toLowerCase());
        expect(escaped.lot).toBe(lot);
        expect(read(`http://b.example/s/01/${number}/10/${lowerCase}`).uri).toBe(escaped.uri);
        expect(read(escaped.uri)).toEqual(escaped);
      }),
    );
  });

  it('answers alike on the direct and on the general path', () => {
    const plain = fc.string({ unit: fc.constantFrom(...PLAIN), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(gtin, plain, fc.constantFrom('10', '21'), (number, text, ai) => {
        const direct = read(`https://id.gs1.org/01/${number}/${ai}/${text}`);
        expect(read(`https://other.example/01/${number}/${ai}/${text}`)).toEqual(direct);
      }),
    );
  });

  it('refuses every single mistyped digit of a GTIN', () => {
    fc.assert(
      fc.property(gtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const wrong = (Number(number[at]) + by) % 10;
        const mistyped = `${number.slice(0, at)}${wrong}${number.slice(at + 1)}`;
        expect(codeOf(`https://id.gs1.org/01/${mistyped}/10/L`)).toBe('incorrectCheckDigit');
      }),
    );
  });
});

describe('canonicalEpcOrDoubt', () => {
  it('keeps a wrong number under its lenient form and says what is wrong with it', () => {
    expect(canonicalEpcOrDoubt('https://a.example/01/09520123456780/21/5')).toMatchObject({
      epc: { uri: 'https://id.gs1.org/01/09520123456780/21/5', kind: 'other' },
      doubt: { code: 'incorrectCheckDigit' },
    });
  });

  it('has no doubt about a right one', () => {
    expect(canonicalEpcOrDoubt('urn:epc:id:pgln:9520123.45678')).toEqual({
      epc: read('https://id.gs1.org/417/9520123456788'),
    });
  });
});

describe('canonicalUriOf', () => {
  it('does not look at check digits', () => {
    expect(canonicalUriOf('https://a.example/01/09520123456780/21/5')).toBe(
      'https://id.gs1.org/01/09520123456780/21/5',
    );
  });

  it('escapes the sub-delimiters that URNs hold plain and keeps the others', () => {
    expect(canonicalUriOf("urn:epc:id:sgtin:9520123.045678.a(b)'c%22")).toBe(
      "https://id.gs1.org/01/09520123456788/21/a%28b%29'c%22",
    );
  });

  it.each(['https://a.example/01/95201', 'urn:epc:id:sgtin:1.2.3', 'https://id.gs1.org/8018/1', '', '%'])(
    'gives back %s unchanged',
    received => {
      expect(canonicalUriOf(received)).toBe(received);
    },
  );
});

const nearUri = fc.oneof(
  fc.string(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .array(
      fc.constantFrom(
        'https://',
        'id.gs1.org',
        '/',
        '01',
        '10',
        '21',
        '09520123456788',
        '%2',
        'urn:epc:id:sgtin:',
        '.',
        '*',
        '9520123',
        'é',
        '?',
        '#',
      ),
    )
    .map(parts => parts.join('')),
);

describe('any text at all', () => {
  it('is answered, never thrown at, and a canonical answer stays as it is', () => {
    fc.assert(
      fc.property(nearUri, text => {
        const result = canonicalEpc(text);
        if (result.ok)
          expect(canonicalEpc(result.value.uri)).toMatchObject({ value: { uri: result.value.uri } });
        expect(canonicalUriOf(canonicalUriOf(text))).toBe(canonicalUriOf(text));
      }),
      { numRuns: 1000 },
    );
  });
});
