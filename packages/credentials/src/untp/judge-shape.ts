import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding } from '../finding.ts';
import { CONFORMITY_SHAPES } from './conformity-shapes.ts';
import { EVENT_SHAPES } from './event-shapes.ts';
import { IDENTITY_SHAPES } from './identity-shapes.ts';
import { PASSPORT_SHAPES } from './passport-shapes.ts';
import { type Misfit, misfits, type Shapes } from './shape.ts';
import { VOCABULARY_SHAPES } from './vocabulary-shapes.ts';

/** Types of UNTP 0.7.0 whose shape is known, and where their shapes stand. */
const SHAPES_OF: Readonly<Record<string, Shapes>> = {
  DigitalConformityCredential: CONFORMITY_SHAPES,
  DigitalProductPassport: PASSPORT_SHAPES,
  DigitalFacilityRecord: PASSPORT_SHAPES,
  DigitalIdentityAnchor: IDENTITY_SHAPES,
  DigitalTraceabilityEvent: EVENT_SHAPES,
  ConformityScheme: VOCABULARY_SHAPES,
  ConformityProfile: VOCABULARY_SHAPES,
  Criterion: VOCABULARY_SHAPES,
};

/** The UNTP type of a document whose shape is known here. */
export function untpTypeOf(document: JsonObject): string | undefined {
  return asList(document.type).find(type => typeof type === 'string' && Object.hasOwn(SHAPES_OF, type)) as
    | string
    | undefined;
}

/**
 * In what a document differs from the shape that UNTP 0.7.0 gives its type: exactly what a JSON Schema can see, and no
 * more. The strict profile: an index of a status list is a number there, and only one status is allowed.
 */
export function untpMisfits(document: JsonObject, type: string): readonly Misfit[] {
  const shapes = SHAPES_OF[type];
  return shapes === undefined ? [] : misfits(document, `@${type}`, shapes);
}

/**
 * Judges the shape as a liberal verifier does: a status in W3C's form is no fault, and what schemas can't see but UNTP
 * demands is one (each assessment says whether it conforms, CC-05).
 */
export function judgeShape(document: JsonObject): readonly Finding[] {
  const type = untpTypeOf(document);
  if (type === undefined) return [];
  const found = untpMisfits(document, type)
    .filter(({ at }) => !at.startsWith('/credentialStatus') || !isStatusForm(document.credentialStatus))
    .map(({ at, code }): Finding => ({ check: 'shape', outcome: 'failed', code, at }));
  const missing = type === 'DigitalConformityCredential' ? conformanceMissing(document) : [];
  const all = [...found, ...missing];
  return all.length > 0 ? all : [{ check: 'shape', outcome: 'passed', code: 'shapeGood', params: { type } }];
}

function isStatusForm(status: Json | undefined): boolean {
  return asList(status).every(
    each =>
      isObject(each) &&
      each.type === 'BitstringStatusListEntry' &&
      typeof each.statusListCredential === 'string',
  );
}

function conformanceMissing(document: JsonObject): readonly Finding[] {
  const subject = document.credentialSubject;
  const assessments = isObject(subject) ? asList(subject.conformityAssessment) : [];
  return assessments.flatMap((assessment, index) =>
    isObject(assessment) && typeof assessment.conformance !== 'boolean'
      ? [
          {
            ...{ check: 'shape', outcome: 'failed', code: 'conformanceMissing' },
            at: `/credentialSubject/conformityAssessment/${index}/conformance`,
          } satisfies Finding,
        ]
      : [],
  );
}
