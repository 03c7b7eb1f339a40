/** What other rooms may ask of the register of parties. */
export { callerOfSecret, type IssuedKey, issueKey, revokeKey } from './issue-key.ts';
export { issueOperatorKey, openInstance } from './open-instance.ts';
export { PartyRegistration, PlaceRegistration, placeUriOf } from './party.ts';
export { recordToldPlaces } from './record-told-places.ts';
export { publicName } from './redaction.ts';
export { pageWrong } from './register/answers.ts';
export { registerParties, registerPlaces, repeated } from './register-parties.ts';
export { type RegistrationProblem, registrationProblem } from './registration.ts';
export { internTerms, partiesByUscc } from './store.ts';
