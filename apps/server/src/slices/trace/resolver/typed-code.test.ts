import { describe, expect, it } from 'vitest';
import { pathOfConvenienceQuery, readLinkPath } from './named-code.ts';
import { readTypedCode } from './typed-code.ts';

const path = (typed: string) => {
  const read = readTypedCode(typed);
  return read.kind === 'code' ? read.code.path : read;
};

describe('a typed code', () => {
  it.each([
    ['952123400001 3', '/01/09521234000013'],
    ['９５２１２３４００００１３', '/01/09521234000013'],
    ['9521234000013', '/01/09521234000013'],
    ['09521234000013', '/01/09521234000013'],
    ['(01)09521234000013(10)G26A07', '/01/09521234000013/10/G26A07'],
    ['(01) 09521234000013 (10) G26A07', '/01/09521234000013/10/G26A07'],
    ['/01/09521234000013/10/G26A07', '/01/09521234000013/10/G26A07'],
    ['01/09521234000013/21/7K', '/01/09521234000013/21/7K'],
    ['https://shop.example/x/01/09521234000013/10/G26A07?utm=1#top', '/01/09521234000013/10/G26A07'],
    ['https://shop.example/gtin/09521234000013/lot/A1', '/01/09521234000013/10/A1'],
    ['urn:epc:id:sscc:9521234.0000000018', '/00/095212340000000181'],
    ['395212340000000014', '/00/395212340000000014'],
    [']C10109521234000013', '/01/09521234000013'],
    ['0109521234000013\u001d10A1', '/01/09521234000013/10/A1'],
  ])('is understood as people write it: %s', (typed, expected) => {
    expect(path(typed)).toBe(expected);
  });

  it('with a wrong check digit is answered with the right one', () => {
    expect(readTypedCode('9521234000014')).toMatchObject({
      kind: 'label',
      refusal: { reason: 'checkDigit', expected: '3', suggestion: '9521234000013' },
    });
    expect(readTypedCode('(01)09521234000014(10)A')).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'checkDigit', expected: '3', suggestion: '(01)09521234000013(10)A' },
    });
  });

  it('that is only a lot number is looked up as a label', () => {
    expect(readTypedCode('G26A07')).toMatchObject({ kind: 'label', label: 'G26A07' });
    expect(readTypedCode('2026071')).toMatchObject({ kind: 'label', refusal: { reason: 'length' } });
  });

  it('that is nothing, or no code at all, is refused', () => {
    expect(readTypedCode('   ')).toEqual({ kind: 'refused', refusal: { reason: 'empty' } });
    expect(readTypedCode('枸杞')).toEqual({ kind: 'refused', refusal: { reason: 'notRead' } });
    expect(readTypedCode('https://example.org/').kind).toBe('refused');
  });
});

describe('the path of a request', () => {
  it('names the finest thing, and beside it what a recall may name', () => {
    const read = readLinkPath('/01/09521234000013/10/G26A07/21/7K');
    expect(read.ok && read.value).toMatchObject({
      uri: 'https://id.gs1.org/01/09521234000013/21/7K',
      thing: 'item',
      lot: 'G26A07',
      serial: '7K',
      wider: ['https://id.gs1.org/01/09521234000013/10/G26A07', 'https://id.gs1.org/01/09521234000013'],
    });
  });

  it('takes a short GTIN and an escaped lot', () => {
    const read = readLinkPath('/01/9521234000013/10/A%2F1');
    expect(read.ok && [read.value.path, read.value.lot]).toEqual(['/01/09521234000013/10/A%2F1', 'A/1']);
  });

  it('is refused with a wrong check digit', () => {
    expect(readLinkPath('/01/09521234000014').ok).toBe(false);
  });

  it('takes up qualifiers that stand in the query', () => {
    expect(pathOfConvenienceQuery('/01/09521234000013', '10=A%2F1&lang=en')).toBe(
      '/01/09521234000013/10/A%2F1?lang=en',
    );
    expect(pathOfConvenienceQuery('/01/09521234000013/10/B', '10=A')).toBeUndefined();
  });
});
