/** What other rooms may ask of the register of parties. */

export type { MergeFollower } from './duplicates/merge-parties.ts';
export { divisionNames } from './imports/division-names.ts';
export { IMPORT_LIMITS, type ImportParts, READ_TASK, WRITE_TASK } from './imports/imports.ts';
export { readImport } from './imports/read-import.ts';
export { writeImport } from './imports/write-import.ts';
export { callerOfSecret, type IssuedKey, issueKey, revokeKey } from './issue-key.ts';
export { issueOperatorKey, openInstance } from './open-instance.ts';
export { operatorOf } from './operator.ts';
export { PartyRegistration, PlaceRegistration, placeUriOf } from './party.ts';
export { recordToldPlaces } from './record-told-places.ts';
export { publicName } from './redaction.ts';
export { pageWrong } from './register/answers.ts';
export { registerParties, registerPlaces, repeated } from './register-parties.ts';
export { type RegistrationProblem, registrationProblem } from './registration.ts';
export {
  type Succession,
  type Successor,
  successionsBy,
  successionsOfParty,
  successorsAt,
} from './relations/succession-views.ts';
export {
  internTerms,
  partiesByUscc,
  partiesMergedInto,
  placesOf,
  prefixesOf,
  registeredPrefixes,
} from './store.ts';
