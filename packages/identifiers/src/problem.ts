/**
 * What a content check of one data field component can find (GS1 Barcode Syntax Tests, one code for each
 * finding there). The names follow the published ones, in camel case.
 */
export type LinterCode =
  | 'nonDigitCharacter'
  | 'invalidCset82Character'
  | 'invalidCset39Character'
  | 'invalidCset64Character'
  | 'invalidCset64Padding'
  | 'tooShortForCheckDigit'
  | 'incorrectCheckDigit'
  | 'tooShortForCheckPair'
  | 'tooLongForCheckPairImplementation'
  | 'incorrectCheckPair'
  | 'tooShortForKey'
  | 'invalidGcpPrefix'
  | 'gcpDatasourceOffline'
  | 'notZero'
  | 'illegalZeroValue'
  | 'illegalZeroPrefix'
  | 'notZeroOrOne'
  | 'notHyphen'
  | 'invalidWindingDirection'
  | 'requiresNonDigitCharacter'
  | 'invalidLengthForPieceOfTotal'
  | 'zeroPieceNumber'
  | 'zeroTotalPieces'
  | 'pieceNumberExceedsTotal'
  | 'positionInSequenceMalformed'
  | 'positionExceedsEnd'
  | 'importerIdxMustBeOneCharacter'
  | 'invalidImportIdxCharacter'
  | 'invalidPercentSequence'
  | 'notIso3166'
  | 'notIso3166Or999'
  | 'notIso3166Alpha2'
  | 'notIso4217'
  | 'invalidBiologicalSexCode'
  | 'invalidMediaType'
  | 'invalidPackageType'
  | 'ibanTooShort'
  | 'ibanTooLong'
  | 'invalidIbanCharacter'
  | 'illegalIbanCountryCode'
  | 'incorrectIbanChecksum'
  | 'latitudeInvalidLength'
  | 'invalidLatitude'
  | 'longitudeInvalidLength'
  | 'invalidLongitude'
  | 'dateTooShort'
  | 'dateTooLong'
  | 'illegalMonth'
  | 'illegalDay'
  | 'hourTooShort'
  | 'hourTooLong'
  | 'illegalHour'
  | 'minuteTooShort'
  | 'minuteTooLong'
  | 'illegalMinute'
  | 'secondTooShort'
  | 'secondTooLong'
  | 'illegalSecond'
  | 'hourWithMinuteTooShort'
  | 'hourWithMinuteTooLong'
  | CouponCode;

/** What the coupon checks (AI 8110 and 8112) can find. */
export type CouponCode =
  | 'couponMissingFormatCode'
  | 'couponInvalidFormatCode'
  | 'couponMissingFunderVli'
  | 'couponInvalidFunderLength'
  | 'couponTruncatedFunder'
  | 'couponTruncatedOfferCode'
  | 'couponMissingSerialNumberVli'
  | 'couponTruncatedSerialNumber'
  | 'couponMissingGcpVli'
  | 'couponInvalidGcpLength'
  | 'couponTruncatedGcp'
  | 'couponMissingSaveValueVli'
  | 'couponInvalidSaveValueLength'
  | 'couponTruncatedSaveValue'
  | 'couponMissing1stPurchaseRequirementVli'
  | 'couponInvalid1stPurchaseRequirementLength'
  | 'couponTruncated1stPurchaseRequirement'
  | 'couponMissing1stPurchaseRequirementCode'
  | 'couponInvalid1stPurchaseRequirementCode'
  | 'couponTruncated1stPurchaseFamilyCode'
  | 'couponMissingAdditionalPurchaseRulesCode'
  | 'couponInvalidAdditionalPurchaseRulesCode'
  | 'couponMissing2ndPurchaseRequirementVli'
  | 'couponInvalid2ndPurchaseRequirementLength'
  | 'couponTruncated2ndPurchaseRequirement'
  | 'couponMissing2ndPurchaseRequirementCode'
  | 'couponInvalid2ndPurchaseRequirementCode'
  | 'couponTruncated2ndPurchaseFamilyCode'
  | 'couponMissing2ndPurchaseGcpVli'
  | 'couponInvalid2ndPurchaseGcpLength'
  | 'couponTruncated2ndPurchaseGcp'
  | 'couponMissing3rdPurchaseRequirementVli'
  | 'couponInvalid3rdPurchaseRequirementLength'
  | 'couponTruncated3rdPurchaseRequirement'
  | 'couponMissing3rdPurchaseRequirementCode'
  | 'couponInvalid3rdPurchaseRequirementCode'
  | 'couponTruncated3rdPurchaseFamilyCode'
  | 'couponMissing3rdPurchaseGcpVli'
  | 'couponInvalid3rdPurchaseGcpLength'
  | 'couponTruncated3rdPurchaseGcp'
  | 'couponTooShortForExpirationDate'
  | 'couponInvalidExpirationDate'
  | 'couponTooShortForStartDate'
  | 'couponInvalidStartDate'
  | 'couponExpirationBeforeStart'
  | 'couponMissingRetailerGcpOrGlnVli'
  | 'couponInvalidRetailerGcpOrGlnLength'
  | 'couponTruncatedRetailerGcpOrGln'
  | 'couponMissingSaveValueCode'
  | 'couponInvalidSaveValueCode'
  | 'couponMissingSaveValueAppliesToItem'
  | 'couponInvalidSaveValueAppliesToItem'
  | 'couponMissingStoreCouponFlag'
  | 'couponMissingDontMultiplyFlag'
  | 'couponInvalidDontMultiplyFlag'
  | 'couponExcessData';

/** Every reason for which this package refuses a text. Closed: a new reason is a new member. */
export type IdentifierProblemCode =
  | LinterCode
  // a single code
  | 'empty'
  | 'wrongLength'
  | 'wrongShape'
  | 'characterNotAllowed'
  | 'unknownRegistrationAuthority'
  | 'unknownProvince'
  // element strings
  | 'missingBracket'
  | 'malformedApplicationIdentifier'
  | 'unknownApplicationIdentifier'
  | 'emptyValue'
  | 'valueTooShort'
  | 'valueTooLong'
  | 'separatorInValue'
  | 'missingFnc1'
  | 'noElements'
  | 'differingRepeats'
  | 'mutuallyExclusive'
  | 'missingAssociation'
  | 'signatureNeedsSerialisedKey'
  // Digital Link
  | 'notHttpUri'
  | 'missingDomain'
  | 'illegalUriCharacter'
  | 'noPrimaryKey'
  | 'qualifierNotAllowed'
  | 'qualifierOutOfOrder'
  | 'attributeNotAllowed'
  | 'repeatedInLink'
  | 'zeroSuppressedGtin'
  | 'malformedPercentEncoding'
  // EPC URN
  | 'notEpcUrn'
  | 'unknownEpcScheme'
  | 'malformedEpcUrn'
  | 'companyPrefixLength'
  | 'noEpcForm'
  // scan data
  | 'missingSymbologyIdentifier'
  | 'unknownSymbology'
  | 'malformedComposite';

/** Why a text was refused: a closed code, where in the text, and the figures a message needs. */
export interface IdentifierProblem {
  readonly code: IdentifierProblemCode;
  /** Offset in the refused text, counted in UTF-16 code units from 0. */
  readonly at?: number;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Builds a problem; leaves out what was not given. */
export function problem(
  code: IdentifierProblemCode,
  at?: number,
  params?: Readonly<Record<string, string | number>>,
): IdentifierProblem {
  if (at === undefined) return params === undefined ? { code } : { code, params };
  return params === undefined ? { code, at } : { code, at, params };
}
