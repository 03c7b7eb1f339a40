import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitalLinkToEpcUrn, epcUrnToDigitalLink } from './epc-urn.ts';

const URNS = [
  'urn:epc:id:sgtin:9520123.045678.A%2F1',
  'urn:epc:id:upui:9520123.045678.T1',
  'urn:epc:id:itip:9520123.045678.01.02.S',
  'urn:epc:id:sscc:9520123.0456789123',
  'urn:epc:id:sgln:9520123.45678.0',
  'urn:epc:id:sgln:9520123.45678.shed1',
  'urn:epc:id:pgln:9520123.45678',
  'urn:epc:id:grai:9520123.45678.R1',
  'urn:epc:id:giai:9520123.drier',
  'urn:epc:id:gsrn:9520123.4567891234',
  'urn:epc:id:gsrnp:9520123.4567891234',
  'urn:epc:id:gdti:9520123.45678.R-1',
  'urn:epc:id:sgcn:9520123.45678.001',
  'urn:epc:id:cpi:9520123.A%2F%23.5',
  'urn:epc:id:ginc:9520123.C1',
  'urn:epc:id:gsin:9520123.456789123',
  'urn:epc:class:lgtin:9520123.045678.L1',
  'urn:epc:idpat:sgtin:9520123.045678.*',
  'urn:epc:idpat:grai:9520123.45678.*',
  'urn:epc:idpat:gdti:9520123.45678.*',
  'urn:epc:idpat:sgcn:9520123.45678.*',
  'urn:epc:idpat:itip:9520123.045678.01.02.*',
  'urn:epc:idpat:cpi:9520123.ABC.*',
];

describe('EPC URN and Digital Link', () => {
  it.each(URNS)('%s comes back from its link', urn => {
    const link = epcUrnToDigitalLink(urn);
    if (!link.ok) throw new Error(link.error.code);
    expect(link.value).toMatch(/^https:\/\/id\.gs1\.org\//);
    expect(digitalLinkToEpcUrn(link.value, 7)).toEqual({ ok: true, value: urn });
  });

  it('agree for every length of company prefix and every serial', () => {
    const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz';
    const serial = fc.string({ unit: fc.constantFrom(...CSET82), minLength: 1, maxLength: 20 });
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(digits, fc.integer({ min: 6, max: 12 }), serial, (number, length, text) => {
        const escaped = text.replace(
          /["%&/<>?]/g,
          each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
        );
        const urn = `urn:epc:id:sgtin:${number.slice(0, length)}.${number.slice(length)}.${escaped}`;
        const link = epcUrnToDigitalLink(urn);
        expect(digitalLinkToEpcUrn(link.ok ? link.value : '', length)).toEqual({ ok: true, value: urn });
      }),
    );
  });

  it.each([
    ['https://id.gs1.org/01/09520123456788', 'notEpcUrn'],
    ['urn:epc:id:bic:CSQU3054383', 'unknownEpcScheme'],
    ['urn:epc:idpat:sgtin:9520123.*.*', 'unknownEpcScheme'],
    ['urn:epc:id:sgtin:95201.2345678.1', 'malformedEpcUrn'],
    ['urn:epc:id:sgtin:9520123.045678.', 'malformedEpcUrn'],
    ['urn:epc:id:sgtin:9520123.045678.a b', 'malformedEpcUrn'],
    ['urn:epc:id:sgln:9520123.45678', 'malformedEpcUrn'],
    ['urn:epc:id:itip:9520123.045678.1.2.S', 'malformedEpcUrn'],
    ['urn:epc:id:giai:9520123.', 'malformedEpcUrn'],
  ])('%s is refused as %s', (urn, code) => {
    expect(epcUrnToDigitalLink(urn)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    ['https://id.gs1.org/01/09520123456788', 5, 'companyPrefixLength'],
    ['https://id.gs1.org/01/09520123456788', 7.5, 'companyPrefixLength'],
    ['https://id.gs1.org/8006/095201234567880102/10/L', 7, 'noEpcForm'],
    ['https://example.com/', 7, 'noEpcForm'],
    ['https://id.gs1.org/8004/9520drier', 7, 'noEpcForm'],
    ['https://id.gs1.org/01/09520123456789', 7, 'incorrectCheckDigit'],
  ])('%s with a prefix of %s digits is refused as %s', (uri, length, code) => {
    expect(digitalLinkToEpcUrn(uri, length)).toMatchObject({ ok: false, error: { code } });
  });
});
