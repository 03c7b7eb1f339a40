import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandCompact, readContext } from './context.ts';

describe('readContext', () => {
  it('knows the published prefixes without fetching anything', () => {
    const context = readContext('https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld');
    expect(context.unknownUrls).toEqual([]);
    expect(expandCompact('cbv:BizStep-packing', context)).toBe('https://ref.gs1.org/cbv/BizStep-packing');
    expect(expandCompact('cbvmda:lotNumber', context)).toBe('urn:epcglobal:cbv:mda:lotNumber');
  });

  it('reads prefixes of objects, the last one holding, and tells the addresses it does not know', () => {
    const context = readContext([
      'https://example.org/other-context.jsonld',
      { a: 'https://example.org/1/', b: { '@id': 'https://example.org/2#' } },
      { a: 'https://example.org/3/', note: 'b:note', '@vocab': 'https://example.org/v/' },
    ]);
    expect(context.unknownUrls).toEqual(['https://example.org/other-context.jsonld']);
    expect(expandCompact('a:x', context)).toBe('https://example.org/3/x');
    expect(expandCompact('b:x', context)).toBe('https://example.org/2#x');
    expect(context.terms.get('note')).toBe('https://example.org/2#note');
    expect(context.vocab).toBe('https://example.org/v/');
  });

  it('keeps one namespace for the GS1 vocabularies whichever edition a document declares', () => {
    const context = readContext([{ gs1: 'https://gs1.org/voc/' }]);
    expect(expandCompact('gs1:Temperature', context)).toBe('https://ref.gs1.org/voc/Temperature');
  });

  it('does not take the scheme of a URI for a prefix', () => {
    const context = readContext([{ https: 'https://example.org/' }]);
    expect(expandCompact('https://example.org/x', context)).toBe('https://example.org/x');
  });

  it('reads any JSON without throwing', () => {
    fc.assert(fc.property(fc.jsonValue(), value => void readContext(value)));
  });
});
