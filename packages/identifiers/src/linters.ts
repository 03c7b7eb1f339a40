import {
  lintCset39,
  lintCset64,
  lintCset82,
  lintDigits,
  lintHasNonDigit,
  lintHyphen,
  lintImporterIndex,
  lintPercentEncoding,
} from './lint/character-set.ts';
import {
  lintCheckDigit,
  lintCheckPair,
  lintCompanyPrefixFirst,
  lintCompanyPrefixSecond,
} from './lint/check.ts';
import {
  lintCountryLetters,
  lintCountryNumber,
  lintCountryNumberOr999,
  lintCurrency,
  lintIban,
  lintMediaType,
  lintPackageType,
} from './lint/code.ts';
import { lintCoupon, lintPositiveOffer } from './lint/coupon.ts';
import type { Linter } from './lint/linter.ts';
import {
  lintLatitude,
  lintLongitude,
  lintNonZero,
  lintNoZeroPrefix,
  lintPieceOfTotal,
  lintPositionInSequence,
  lintSex,
  lintWinding,
  lintYesNo,
  lintZero,
} from './lint/number.ts';
import {
  lintDate,
  lintDateOrMonth,
  lintHour,
  lintHourAndMinute,
  lintLongDate,
  lintLongDateOrMonth,
  lintMinute,
  lintSecond,
} from './lint/time.ts';

/** Every content check, by the name that the GS1 Barcode Syntax Dictionary gives it. */
export const LINTERS = {
  couponcode: lintCoupon,
  couponposoffer: lintPositiveOffer,
  cset39: lintCset39,
  cset64: lintCset64,
  cset82: lintCset82,
  csetnumeric: lintDigits,
  csum: lintCheckDigit,
  csumalpha: lintCheckPair,
  gcppos1: lintCompanyPrefixFirst,
  gcppos2: lintCompanyPrefixSecond,
  hasnondigit: lintHasNonDigit,
  hh: lintHour,
  hhmi: lintHourAndMinute,
  hyphen: lintHyphen,
  iban: lintIban,
  importeridx: lintImporterIndex,
  iso3166: lintCountryNumber,
  iso3166999: lintCountryNumberOr999,
  iso3166alpha2: lintCountryLetters,
  iso4217: lintCurrency,
  iso5218: lintSex,
  latitude: lintLatitude,
  longitude: lintLongitude,
  mediatype: lintMediaType,
  mi: lintMinute,
  nonzero: lintNonZero,
  nozeroprefix: lintNoZeroPrefix,
  packagetype: lintPackageType,
  pcenc: lintPercentEncoding,
  pieceoftotal: lintPieceOfTotal,
  posinseqslash: lintPositionInSequence,
  ss: lintSecond,
  winding: lintWinding,
  yesno: lintYesNo,
  yymmd0: lintDateOrMonth,
  yymmdd: lintDate,
  yyyymmd0: lintLongDateOrMonth,
  yyyymmdd: lintLongDate,
  zero: lintZero,
} as const satisfies Readonly<Record<string, Linter>>;

/** The name of a content check. */
export type LinterName = keyof typeof LINTERS;
