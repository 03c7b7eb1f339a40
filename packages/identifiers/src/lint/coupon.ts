import type { IdentifierProblem } from '../problem.ts';
import { lintCompanyPrefix } from './check.ts';
import {
  atEnd,
  type CouponReader,
  note,
  readCoupon,
  take,
  takeOneOf,
  takeVariable,
  type VariableField,
} from './coupon-reader.ts';
import type { LintContext, Linter } from './linter.ts';
import { lintDate } from './time.ts';

const SERIAL: VariableField = {
  indicators: '0123456789',
  base: 6,
  missing: 'couponMissingSerialNumberVli',
  invalid: 'couponTruncatedSerialNumber',
  truncated: 'couponTruncatedSerialNumber',
};

const PREFIX: VariableField = {
  indicators: '0123456',
  base: 6,
  missing: 'couponMissingGcpVli',
  invalid: 'couponInvalidGcpLength',
  truncated: 'couponTruncatedGcp',
};

const SAVE_VALUE: VariableField = {
  indicators: '12345',
  base: 0,
  missing: 'couponMissingSaveValueVli',
  invalid: 'couponInvalidSaveValueLength',
  truncated: 'couponTruncatedSaveValue',
};

const FUNDER: VariableField = {
  indicators: '0123456',
  base: 6,
  missing: 'couponMissingFunderVli',
  invalid: 'couponInvalidFunderLength',
  truncated: 'couponTruncatedFunder',
};

const RETAILER: VariableField = {
  indicators: '1234567',
  base: 6,
  missing: 'couponMissingRetailerGcpOrGlnVli',
  invalid: 'couponInvalidRetailerGcpOrGlnLength',
  truncated: 'couponTruncatedRetailerGcpOrGln',
};

type Ordinal = '1st' | '2nd' | '3rd';

function purchase(reader: CouponReader, ordinal: Ordinal): void {
  takeVariable(reader, {
    indicators: '12345',
    base: 0,
    missing: `couponMissing${ordinal}PurchaseRequirementVli`,
    invalid: `couponInvalid${ordinal}PurchaseRequirementLength`,
    truncated: `couponTruncated${ordinal}PurchaseRequirement`,
  });
  takeOneOf(
    reader,
    '012349',
    `couponMissing${ordinal}PurchaseRequirementCode`,
    `couponInvalid${ordinal}PurchaseRequirementCode`,
  );
  take(reader, 3, `couponTruncated${ordinal}PurchaseFamilyCode`);
}

/** Indicator 9 says that the purchase is of the same company: no prefix follows. */
function purchasePrefix(
  reader: CouponReader,
  ordinal: '2nd' | '3rd',
  context: LintContext | undefined,
): void {
  if (reader.found === undefined && reader.text.charAt(reader.at) === '9') {
    reader.at += 1;
    return;
  }
  const prefix = takeVariable(reader, {
    indicators: '0123456',
    base: 6,
    missing: `couponMissing${ordinal}PurchaseGcpVli`,
    invalid: `couponInvalid${ordinal}PurchaseGcpLength`,
    truncated: `couponTruncated${ordinal}PurchaseGcp`,
  });
  checkPrefix(reader, prefix, context);
}

function checkPrefix(reader: CouponReader, prefix: string, context: LintContext | undefined): void {
  if (prefix !== '') reader.found ??= lintCompanyPrefix(prefix, 0, context);
}

function expiry(reader: CouponReader): string {
  const date = take(reader, 6, 'couponTooShortForExpirationDate');
  if (date !== '' && lintDate(date) !== undefined) note(reader, 'couponInvalidExpirationDate');
  return date;
}

function start(reader: CouponReader, expires: string): void {
  const date = take(reader, 6, 'couponTooShortForStartDate');
  if (date === '') return;
  if (lintDate(date) !== undefined) note(reader, 'couponInvalidStartDate');
  else if (expires !== '' && expires < date) note(reader, 'couponExpirationBeforeStart');
}

function miscellaneous(reader: CouponReader): void {
  takeOneOf(reader, '01256', 'couponMissingSaveValueCode', 'couponInvalidSaveValueCode');
  takeOneOf(reader, '012', 'couponMissingSaveValueAppliesToItem', 'couponInvalidSaveValueAppliesToItem');
  take(reader, 1, 'couponMissingStoreCouponFlag');
  takeOneOf(reader, '01', 'couponMissingDontMultiplyFlag', 'couponInvalidDontMultiplyFlag');
}

/** Is the next optional field this one? Takes its number when it is. */
function next(reader: CouponReader, field: string): boolean {
  if (reader.found !== undefined || reader.text.charAt(reader.at) !== field) return false;
  reader.at += 1;
  return true;
}

function optionalFields(reader: CouponReader, context: LintContext | undefined): void {
  let expires = '';
  if (next(reader, '1')) {
    takeOneOf(
      reader,
      '0123',
      'couponMissingAdditionalPurchaseRulesCode',
      'couponInvalidAdditionalPurchaseRulesCode',
    );
    purchase(reader, '2nd');
    purchasePrefix(reader, '2nd', context);
  }
  if (next(reader, '2')) {
    purchase(reader, '3rd');
    purchasePrefix(reader, '3rd', context);
  }
  if (next(reader, '3')) expires = expiry(reader);
  if (next(reader, '4')) start(reader, expires);
  if (next(reader, '5')) takeVariable(reader, SERIAL);
  if (next(reader, '6')) checkPrefix(reader, takeVariable(reader, RETAILER), context);
  if (next(reader, '9')) miscellaneous(reader);
}

function finished(reader: CouponReader): IdentifierProblem | undefined {
  if (reader.found === undefined && !atEnd(reader)) note(reader, 'couponExcessData');
  return reader.found;
}

/** North American coupon code (AI 8110): fixed fields first, optional fields in ascending order of their number. */
export const lintCoupon: Linter = (text, context) => {
  const reader = readCoupon(text);
  checkPrefix(reader, takeVariable(reader, PREFIX), context);
  take(reader, 6, 'couponTruncatedOfferCode');
  takeVariable(reader, SAVE_VALUE);
  purchase(reader, '1st');
  optionalFields(reader, context);
  return finished(reader);
};

/** Paperless coupon code for North America (AI 8112): format, funder, offer and serial. */
export const lintPositiveOffer: Linter = (text, context) => {
  const reader = readCoupon(text);
  takeOneOf(reader, '01', 'couponMissingFormatCode', 'couponInvalidFormatCode');
  checkPrefix(reader, takeVariable(reader, FUNDER), context);
  take(reader, 6, 'couponTruncatedOfferCode');
  takeVariable(reader, SERIAL);
  return finished(reader);
};
