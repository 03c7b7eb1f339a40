import { describe, expect, it } from 'vitest';
import { isUri } from './uri.ts';

describe('isUri', () => {
  it.each([
    'https://id.gs1.org/01/09521234543213/10/A%2FB',
    'urn:epc:idpat:sgtin:9521234.054321.*',
    'geo:38.47,106.23',
    'demo:field',
    'http://[::1]:8080/x?y=1#z',
    'ni:///sha-256;00?ver=CBV2.0',
  ])('accepts %s', text => {
    expect(isUri(text, false)).toBe(true);
  });

  it.each(['plain', '', ':x', '1a:b', 'a:', 'a:b c', 'a:<b>', 'a:%zz', 'a:b#c#d', 'a:[b]', '_:blank'])(
    'refuses %j',
    text => {
      expect(isUri(text, false)).toBe(false);
      expect(isUri(text, true)).toBe(false);
    },
  );

  it('lets Chinese characters through only when lenient', () => {
    expect(isUri('https://example.org/批次', false)).toBe(false);
    expect(isUri('https://example.org/批次', true)).toBe(true);
  });
});
