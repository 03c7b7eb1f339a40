import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEpc, canonicalForms, canonicalUriOf } from './canonical.ts';
import { isPlainLink, readCanonicalForm } from './canonical-form.ts';

const LOT = 'https://id.gs1.org/01/09521234543213/10/PD-0618';

/** Near the common forms, on both sides of the line. */
const texts = fc
  .tuple(
    fc.constantFrom(
      ...['https://id.gs1.org/', 'https://example.org/', 'urn:epc:id:sgtin:', 'urn:epc:class:lgtin:'],
    ),
    fc.constantFrom(
      ...['01/09521234543213', '01/9521234543213', '414/9521234500001', '253/9521234500001A', '8003/1', ''],
      ...['9521234.054321', '952123400000.0', '95212.00000000', '9521234.05432'],
    ),
    fc.constantFrom('', '/10/', '/21/', '/254/', '.', '/'),
    fc.string({ unit: fc.constantFrom(...'aZ09-._~!%2F/é'), maxLength: 22 }),
  )
  .map(parts => parts.join(''));

describe('canonicalForms', () => {
  it('says what the two readings say by themselves', () => {
    fc.assert(
      fc.property(texts, text => {
        expect(canonicalForms(text)).toEqual({ epc: canonicalEpc(text), hashed: canonicalUriOf(text) });
      }),
    );
  });
});

describe('isPlainLink', () => {
  it('is true only of links that stay as they are', () => {
    fc.assert(fc.property(texts, text => !isPlainLink(text) || canonicalUriOf(text) === text));
  });

  it('knows the common links', () => {
    const links = [LOT, LOT.replace('/10/', '/21/'), LOT.slice(0, 36), 'https://id.gs1.org/8004/9521234A-1'];
    expect(links.map(isPlainLink)).toEqual([true, true, true, true]);
  });

  it('leaves escapes, short GTINs and further qualifiers to others', () => {
    const links = [`${LOT}%2F`, 'https://id.gs1.org/01/9521234543213', `${LOT}/21/A`, LOT.replace('id.', '')];
    expect(links.map(isPlainLink)).toEqual([false, false, false, false]);
  });
});

describe('readCanonicalForm', () => {
  it('reads the common links and does not look away from a wrong check digit', () => {
    expect(readCanonicalForm(LOT)).toEqual({
      ...{ uri: LOT, kind: 'lot', gtin: '09521234543213', key: '09521234543213', lot: 'PD-0618' },
    });
    expect(readCanonicalForm(LOT.replace('3213', '3212'))).toBeUndefined();
    expect(readCanonicalForm('https://id.gs1.org/414/9521234500002')).toBeUndefined();
  });
});
