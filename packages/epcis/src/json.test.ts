import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './demo-event.ts';
import { nulEscapeAt, parseExactly, scanJson } from './json.ts';
import { objectMembers } from './json-members.ts';

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function eventTexts(document: string): readonly string[] {
  const bytes = bytesOf(document);
  const { spans } = scanJson(bytes, 64);
  const texts: string[] = [];
  for (let at = 0; at < spans.length; at += 2) texts.push(textOf(bytes.subarray(spans[at], spans[at + 1])));
  return texts;
}

describe('scanJson', () => {
  it('finds each event exactly as it is written', () => {
    expect(
      eventTexts('{"epcisBody" : { "eventList":[ {"a":[1,{"b":"}],"}] } ,\n {"c":"\\"]"} ,3 ] } }'),
    ).toEqual(['{"a":[1,{"b":"}],"}] }', '{"c":"\\"]"}', '3']);
  });

  it('finds them in query results and in bare lists, and nowhere else', () => {
    expect(eventTexts('{"epcisBody":{"queryResults":{"resultsBody":{"eventList":[{}]}}}}')).toEqual(['{}']);
    expect(eventTexts('[{"x":1}, {"eventList":[2]}]')).toEqual(['{"x":1}', '{"eventList":[2]}']);
    expect(
      eventTexts(
        '{"x":{"epcisBody":{"eventList":[{}]}},"eventList":[{}],"epcisBody":{"y":{"eventList":[{}]}}}',
      ),
    ).toEqual([]);
  });

  it('takes the last of repeated keys, and keys written with escapes', () => {
    expect(
      eventTexts('{"epcisBody":{"eventList":[1]},"epcisBody":{"eventList":[2],"event\\u004cist":[3,4]}}'),
    ).toEqual(['3', '4']);
    expect(eventTexts('{"epcisBody":{"eventList":[1]},"epcisBody":{}}')).toEqual([]);
  });

  it('counts depth, and stops at the limit', () => {
    expect(scanJson(bytesOf('{"a":[{"b":[]}]}'), 64).depth).toBe(4);
    expect(scanJson(bytesOf('['.repeat(1_000_000)), 64).depth).toBe(65);
  });

  it('tells which numbers need their own text', () => {
    const inexact = (text: string) => scanJson(bytesOf(text), 64).inexactNumbers;
    expect(['[1]', '[-123456789012.345]', '["12345678901234567890"]', '{"1e5":0.1}'].map(inexact)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(['[1e2]', '[1234567890123456]', '[0.12345678901234567]', '{"a":-1E-7}'].map(inexact)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('ends on any bytes, and agrees with JSON.parse on any JSON', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void scanJson(bytes, 8)));
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(3), (events, indent) => {
        const text = JSON.stringify({ epcisBody: { eventList: events } }, null, indent);
        expect(eventTexts(text).map(each => JSON.parse(each) as unknown)).toEqual(
          JSON.parse(JSON.stringify(events)),
        );
      }),
    );
  });
});

describe('parseExactly', () => {
  it('keeps the digits that a double loses', () => {
    const { value, exact, outOfRange } = parseExactly('{"a":12345678901234567890,"b":[1.0,2]}');
    const object = value as { readonly b: object };
    expect(exact?.get(object)?.get('a')).toBe('12345678901234567890');
    expect(exact?.get(object.b)?.get('0')).toBe('1.0');
    expect(exact?.get(object.b)?.get('1')).toBeUndefined();
    expect(outOfRange).toBe(false);
  });

  it('tells exponents that nobody can hold', () => {
    expect(parseExactly('[1e400]').outOfRange).toBe(true);
    expect(parseExactly('[1e-999999999]').outOfRange).toBe(true);
    expect(parseExactly('[1e-300]').outOfRange).toBe(false);
  });
});

describe('nulEscapeAt', () => {
  it('finds an escaped U+0000, but not an escaped backslash before u0000', () => {
    expect(nulEscapeAt('["a\\u0000"]')).toBe(3);
    expect(nulEscapeAt('["a\\\\u0000"]')).toBe(-1);
    expect(nulEscapeAt('["a\\\\\\u0000"]')).toBe(5);
  });
});

describe('objectMembers', () => {
  it('gives every member of an object as it is written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(2), (object, indent) => {
        const bytes = bytesOf(JSON.stringify(object, null, indent));
        const members = objectMembers(bytes);
        const rebuilt = members.map(({ from, to }) => textOf(bytes.subarray(from, to))).join(',');
        expect(JSON.parse(`{${rebuilt}}`)).toEqual(JSON.parse(textOf(bytes)));
        expect(members.map(each => each.key).toSorted()).toEqual(Object.keys(object).toSorted());
      }),
    );
  });
});
