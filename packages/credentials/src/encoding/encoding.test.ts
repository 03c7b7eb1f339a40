import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase58, toBase58 } from './base58.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { canonicalJson } from './jcs.ts';
import { readJson } from './json.ts';

describe('canonical JSON', () => {
  it('sorts by UTF-16 code units and writes numbers as ECMAScript does (RFC 8785 §3.2)', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson([1e30, 4.5, 0.002, 1e-27, -0, 333333333.3333333, 1e21])).toBe(
      '[1e+30,4.5,0.002,1e-27,0,333333333.3333333,1e+21]',
    );
    expect(canonicalJson('\u000f\n"\\/')).toBe('"\\u000f\\n\\"\\\\/"');
  });

  it('is the same for the same value, whatever the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), members => {
        const text = JSON.stringify(members);
        if (!text.isWellFormed() || /\\ud[89a-f]/i.test(text)) return;
        const other = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(other as never)).toBe(canonicalJson(members as never));
        expect(JSON.parse(canonicalJson(members as never))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('has no form for half a surrogate pair or a number without end', () => {
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
    expect(() => canonicalJson(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('reading', () => {
  it('refuses a name that stands twice, however it is written', () => {
    for (const text of ['{"a":1,"a":2}', '{"x":[{"a":1,"\\u0061":2}]}', '{"a" :1,"b":{},"a"\n:2}']) {
      expect(() => readJson(text)).toThrow(SyntaxError);
    }
    expect(readJson('{"a":{"a":"a"},"b":[{"a":1},{"a":":"}]}')).toBeTruthy();
  });

  it('takes bytes through base58 and base64url and back, and one text only for the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
        expect(Buffer.from(fromBase58(toBase58(bytes))!)).toEqual(Buffer.from(bytes));
        expect(Buffer.from(fromBase64url(toBase64url(bytes))!)).toEqual(Buffer.from(bytes));
      }),
    );
    expect(fromBase64url('AB')).toBeUndefined();
    expect(fromBase64url('AA==')).toBeUndefined();
    expect(fromBase58('0')).toBeUndefined();
  });
});
