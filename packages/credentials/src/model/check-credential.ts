import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding } from '../finding.ts';
import { Complaints, checkFrame, checkId, checkLanguage, checkTyped, isUrl } from './check-document.ts';
import { isInstant } from './instant.ts';

/**
 * Everything that is wrong with a credential by the W3C data model (VCDM 2.0 §4), without fetching anything. Dates are
 * judged for their form and order only: when it holds is another question.
 */
export function checkCredential(credential: JsonObject): readonly Finding[] {
  const complaints = new Complaints();
  checkFrame(credential, 'VerifiableCredential', complaints);
  checkLanguage(credential.name, '/name', complaints);
  checkLanguage(credential.description, '/description', complaints);
  checkIssuer(credential.issuer, complaints);
  checkSubjects(credential.credentialSubject, complaints);
  checkTerm(credential, complaints);
  checkTyped(credential.credentialStatus, '/credentialStatus', { code: 'statusForm' }, complaints);
  checkTyped(
    credential.credentialSchema,
    '/credentialSchema',
    { code: 'schemaForm', isIdNeeded: true },
    complaints,
  );
  checkTyped(credential.refreshService, '/refreshService', { code: 'resourceForm' }, complaints);
  for (const name of ['termsOfUse', 'evidence', 'proof', 'confidenceMethod'] as const) {
    checkTyped(credential[name], `/${name}`, { code: 'resourceForm' }, complaints);
  }
  checkTyped(credential.renderMethod, '/renderMethod', { code: 'renderForm' }, complaints);
  checkRelated(credential.relatedResource, complaints);
  return complaints.found;
}

function checkIssuer(issuer: Json | undefined, complaints: Complaints): void {
  if (!isObject(issuer)) {
    if (issuer === undefined) complaints.add('issuerMissing', '/issuer');
    else if (!isUrl(issuer)) complaints.add('issuerForm', '/issuer');
    return;
  }
  if (!isUrl(issuer.id)) complaints.add('issuerForm', '/issuer/id');
  checkLanguage(issuer.name, '/issuer/name', complaints);
  checkLanguage(issuer.description, '/issuer/description', complaints);
}

function checkSubjects(value: Json | undefined, complaints: Complaints): void {
  const subjects = asList(value);
  if (subjects.length === 0) complaints.add('subjectMissing', '/credentialSubject');
  for (const [index, subject] of subjects.entries()) {
    const at = Array.isArray(value) ? `/credentialSubject/${index}` : '/credentialSubject';
    if (!isObject(subject) || Object.keys(subject).length === 0) complaints.add('subjectEmpty', at);
    else {
      checkId(subject.id, `${at}/id`, complaints);
      checkLanguage(subject.name, `${at}/name`, complaints);
      checkLanguage(subject.description, `${at}/description`, complaints);
    }
  }
}

function checkTerm({ validFrom, validUntil }: JsonObject, complaints: Complaints): void {
  const isFrom = validFrom === undefined || isInstant(validFrom);
  const isUntil = validUntil === undefined || isInstant(validUntil);
  if (!isFrom) complaints.add('dateForm', '/validFrom');
  if (!isUntil) complaints.add('dateForm', '/validUntil');
  const isOrdered =
    typeof validFrom !== 'string' ||
    typeof validUntil !== 'string' ||
    Date.parse(validFrom) <= Date.parse(validUntil);
  if (isFrom && isUntil && !isOrdered) complaints.add('datesReversed', '/validUntil');
}

/** Each resource by one URL of its own and a digest (VCDM 2.0 §5.3). */
function checkRelated(value: Json | undefined, complaints: Complaints): void {
  if (value === undefined) return;
  const seen = new Set<Json>();
  for (const [index, resource] of asList(value).entries()) {
    const isRight =
      isObject(resource) &&
      isUrl(resource.id) &&
      !seen.has(resource.id) &&
      [resource.digestSRI, resource.digestMultibase].some(each => typeof each === 'string');
    if (!isRight) complaints.add('resourceForm', `/relatedResource/${index}`);
    if (isObject(resource) && resource.id !== undefined) seen.add(resource.id);
  }
}
