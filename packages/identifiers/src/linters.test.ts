import { describe, expect, it } from 'vitest';
import type { Linter } from './lint/linter.ts';
import { LINTERS, type LinterName } from './linters.ts';

/** Our own examples: check, text, finding (none when it is right). */
const EXAMPLES: readonly (readonly [LinterName, string, string | undefined])[] = [
  ['yymmdd', '240229', undefined],
  ['yymmdd', '230229', 'illegalDay'],
  ['yymmdd', '230200', 'illegalDay'],
  ['yymmd0', '230200', undefined],
  ['yyyymmdd', '21000229', 'illegalDay'],
  ['yyyymmd0', '24000229', undefined],
  ['hhmi', '2360', 'illegalMinute'],
  ['hh', '24', 'illegalHour'],
  ['ss', '60', 'illegalSecond'],
  ['iso3166', '156', undefined],
  ['iso3166', '157', 'notIso3166'],
  ['iso3166999', '999', undefined],
  ['iso3166alpha2', 'CN', undefined],
  ['iso4217', '156', undefined],
  ['iso4217', '191', 'notIso4217'],
  ['packagetype', 'BX', undefined],
  ['packagetype', '0', 'invalidPackageType'],
  ['mediatype', '11', 'invalidMediaType'],
  ['iban', 'GB82WEST12345698765432', undefined],
  ['iban', 'GB83WEST12345698765432', 'incorrectIbanChecksum'],
  ['iban', 'gb82WEST12345698765432', 'invalidIbanCharacter'],
  ['latitude', '1800000000', undefined],
  ['latitude', '1800000001', 'invalidLatitude'],
  ['longitude', '360000000', 'longitudeInvalidLength'],
  ['pieceoftotal', '0102', undefined],
  ['pieceoftotal', '0201', 'pieceNumberExceedsTotal'],
  ['posinseqslash', '2/3', undefined],
  ['posinseqslash', '10/9', 'positionExceedsEnd'],
  ['nozeroprefix', '0', undefined],
  ['nozeroprefix', '01', 'illegalZeroPrefix'],
  ['nonzero', '000', 'illegalZeroValue'],
  ['zero', '', 'notZero'],
  ['hyphen', '-', undefined],
  ['cset64', 'AB=', undefined],
  ['cset64', 'ABC=', 'invalidCset64Padding'],
  ['pcenc', '50%25', undefined],
  ['pcenc', '50%', 'invalidPercentSequence'],
  ['gcppos1', '952', 'tooShortForKey'],
  ['gcppos2', '0952A', 'invalidGcpPrefix'],
  ['couponposoffer', '001234561234560123456', undefined],
  ['couponposoffer', '0012345612345601234567', 'couponExcessData'],
];

describe('content checks', () => {
  it.each(EXAMPLES)('%s of %j: %s', (name, text, finding) => {
    expect((LINTERS[name] as Linter)(text)?.code).toBe(finding);
  });

  it('read a coupon: prefix, offer, value, purchase, then optional fields in ascending order', () => {
    const fixed = '0952012' + '000001' + '250' + '11' + '0' + '123';
    expect(LINTERS.couponcode(fixed)).toBeUndefined();
    expect(LINTERS.couponcode(`${fixed}3261231`)).toBeUndefined();
    expect(LINTERS.couponcode(`${fixed}32612314270101`)?.code).toBe('couponExpirationBeforeStart');
    expect(LINTERS.couponcode(`${fixed}42701013261231`)?.code).toBe('couponExcessData');
    expect(LINTERS.couponcode(fixed.slice(0, -1))?.code).toBe('couponTruncated1stPurchaseFamilyCode');
  });

  it('ask the given list of company prefixes, and pass what it says on', () => {
    const answer = (said: 'issued' | 'unknown' | 'unavailable') =>
      (LINTERS.gcppos1 as Linter)('9520123', { companyPrefix: () => said })?.code;
    expect([answer('issued'), answer('unknown'), answer('unavailable')]).toEqual([
      undefined,
      'invalidGcpPrefix',
      'gcpDatasourceOffline',
    ]);
  });
});
