import { describe, expect, it } from 'vitest';
import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  bareWordOf,
  COMPONENTS,
  DISPOSITIONS,
  ERROR_REASONS,
  MEASUREMENT_TYPES,
  SOURCE_DESTINATION_TYPES,
  urnOfWebUri,
  webUriOfUrn,
} from './vocabulary.ts';

describe('the standard word lists', () => {
  it('have as many words as CBV 2.0 and the GS1 Web Vocabulary list', () => {
    const sizes = [
      BIZ_STEPS,
      DISPOSITIONS,
      BIZ_TRANSACTION_TYPES,
      SOURCE_DESTINATION_TYPES,
      ERROR_REASONS,
    ].map(list => list.words.size);
    expect(sizes).toEqual([41, 33, 13, 3, 2]);
    expect(COMPONENTS.words.size).toBe(14);
    expect(MEASUREMENT_TYPES.words.size).toBe(72);
  });

  it('turn into web URI, URN and bare word without loss', () => {
    for (const list of [
      BIZ_STEPS,
      DISPOSITIONS,
      BIZ_TRANSACTION_TYPES,
      SOURCE_DESTINATION_TYPES,
      ERROR_REASONS,
    ]) {
      for (const word of list.words) {
        const web = list.webPrefix + word;
        const urn = urnOfWebUri(web);
        expect(urn).toMatch(/^urn:epcglobal:cbv:/);
        expect(webUriOfUrn(urn)).toBe(web);
        expect(bareWordOf(list, urn)).toBe(word);
        expect(bareWordOf(list, web)).toBe(word);
      }
    }
  });

  it('leave identifiers of business documents and words of others alone', () => {
    expect(webUriOfUrn('urn:epcglobal:cbv:bt:9521234500001:4711')).toBe(
      'urn:epcglobal:cbv:bt:9521234500001:4711',
    );
    expect(bareWordOf(BIZ_STEPS, 'https://ref.gs1.org/cbv/BizStep-drying')).toBe(
      'https://ref.gs1.org/cbv/BizStep-drying',
    );
    expect(urnOfWebUri('https://example.org/x')).toBe('https://example.org/x');
  });
});
