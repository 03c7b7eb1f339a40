/** What was looked at. */
export type Check =
  | 'form'
  | 'signature'
  | 'key'
  | 'issuer'
  | 'time'
  | 'status'
  | 'context'
  | 'shape'
  | 'log'
  | 'mandate'
  | 'content';

/** How it came out. `unknown` is never as good as `passed`; `remark` changes nothing. */
export type Outcome = 'passed' | 'failed' | 'unknown' | 'remark';

/** One thing found about a credential. */
export interface Finding {
  readonly check: Check;
  readonly outcome: Outcome;
  readonly code: FindingCode;
  /** JSON Pointer of the place concerned, if there is one. */
  readonly at?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** `valid` only when everything that had to be looked at passed; anything left open makes it `unknown`. */
export type VerdictWord = 'valid' | 'invalid' | 'unknown';

/** The verdict that findings add up to. Without any it is unknown. */
export function verdictOf(findings: readonly Finding[]): VerdictWord {
  if (findings.some(({ outcome }) => outcome === 'failed')) return 'invalid';
  if (findings.some(({ outcome }) => outcome === 'unknown')) return 'unknown';
  return findings.some(({ outcome }) => outcome === 'passed') ? 'valid' : 'unknown';
}

/** Everything that can be found; each has its sentence in `finding-words.ts`. */
export type FindingCode =
  | 'notACredential'
  | 'notCompactJws'
  | 'wrongMediaType'
  | 'algorithmRefused'
  | 'extensionNotUnderstood'
  | 'vcClaim'
  | 'issuerClaimDiffers'
  | 'issuerUnbound'
  | 'signatureGood'
  | 'signatureBad'
  | 'unsecured'
  | 'suiteUnknown'
  | 'proofIncomplete'
  | 'purposeWrong'
  | 'contextDiffers'
  | 'keyMissing'
  | 'keyUnknown'
  | 'keyOfAnother'
  | 'keyNotForThis'
  | 'keyGood'
  | 'keyRetiredBefore'
  | 'keyRetiredTimeUnproved'
  | 'signatureExpired'
  | 'signatureFromFuture'
  | 'contextUnknown'
  | 'contextsKnown'
  | 'contextMissing'
  | 'contextOrder'
  | 'contextForm'
  | 'termRedefined'
  | 'typeMissing'
  | 'typeRequired'
  | 'typeUndefined'
  | 'idForm'
  | 'issuerMissing'
  | 'issuerForm'
  | 'subjectMissing'
  | 'subjectEmpty'
  | 'dateForm'
  | 'datesReversed'
  | 'statusForm'
  | 'schemaForm'
  | 'languageForm'
  | 'resourceForm'
  | 'presentationForm'
  | 'innerCredentialBad'
  | 'modelGood'
  | 'notYetValid'
  | 'expired'
  | 'inTerm'
  | 'statusNone'
  | 'statusClear'
  | 'revoked'
  | 'suspended'
  | 'statusMessage'
  | 'statusUnavailable'
  | 'statusUnverified'
  | 'statusListShort'
  | 'statusRange'
  | 'statusMalformed'
  | 'shapeGood'
  | 'shapeUnknown'
  | 'fieldMissing'
  | 'fieldUnknown'
  | 'fieldWrong'
  | 'conformanceMissing'
  | 'disclosureBad'
  | 'renderForm'
  | 'logged'
  | 'notLogged'
  | 'receiptBad'
  | 'witnessed'
  | 'notWitnessed'
  | 'logKeyUnknown'
  | 'mandateGood'
  | 'mandateMissing'
  | 'mandateUnknown'
  | 'compiledByOperator'
  | 'parallelGood'
  | 'parallelBad'
  | 'parallelUnknown'
  | 'parallelKeyEnded'
  | 'passportNotLogged'
  | 'bundleAge'
  | 'bundleFresh';
