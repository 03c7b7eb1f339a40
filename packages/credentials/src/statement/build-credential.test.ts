import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../encoding/json.ts';
import { checkCredential } from '../model/check-credential.ts';
import { judgeShape, untpMisfits, untpTypeOf } from '../untp/judge-shape.ts';
import { buildCredential } from './build-credential.ts';
import type { StatementFacts } from './statement-facts.ts';

const FACTS: StatementFacts = {
  kind: 'certification',
  id: 'https://pinxin.example/credentials/stm_1',
  statement: 'stm_1',
  title: '绿色食品',
  issuer: {
    id: 'did:web:pinxin.example:parties:pty_1',
    name: '演示中心',
    registeredId: '11640000PDY00001XX',
  },
  holder: { id: 'did:web:pinxin.example:parties:pty_2', name: '演示合作社' },
  subject: { kind: 'lot', id: 'https://id.gs1.org/01/09520000000016/10/A%2F1', name: '枸杞' },
  scheme: { id: 'https://pinxin.example/schemes/green-food', name: '绿色食品' },
  number: 'LB-50-1',
  validFrom: '2026-07-01',
  validTo: '2029-06-30',
  legalBasis: '（演示）办法 第十条',
  mandateBasis: '（演示）授权文件',
  content: { grade: 'A' },
  evidence: [
    { url: 'https://pinxin.example/evidence/ab', digestMultibase: 'zAb', mediaType: 'application/pdf' },
  ],
  status: {
    revocation: 'https://pinxin.example/status/l/revocation',
    suspension: 'https://pinxin.example/status/l/suspension',
    index: 77,
  },
};

const TEST: JsonObject = {
  testedTo: '2026-07-15',
  items: [
    { analyte: '啶虫脒', qualifier: 'equals', result: '0.0123', unit: 'mg/kg', verdict: 'conforms' },
    { analyte: '氧乐果', qualifier: 'notDetected', detectionLimit: '0.01', verdict: 'conforms' },
    { analyte: '感官', qualifier: 'text', finding: '色泽鲜红', verdict: 'doesNotConform' },
  ],
};

describe('the credential of a statement', () => {
  it.each([
    'certification',
    'declaration',
    'accreditation',
    'testReport',
    'licence',
    'sanction',
    'award',
    'listing',
    'complianceCommitment',
  ] as const)('of kind %s has nothing wrong with it, in both profiles', kind => {
    const facts = {
      ...FACTS,
      kind,
      content:
        kind === 'testReport'
          ? TEST
          : { noBannedSubstances: true, withinLimits: true, answersForTruth: true },
    };
    for (const subject of ['party', 'place', 'product', 'brand', 'lot'] as const) {
      const given = { ...facts, subject: { ...facts.subject, kind: subject } };
      const credential = buildCredential(given);
      expect(checkCredential(credential)).toEqual([]);
      expect(judgeShape(credential).filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
      const strict = buildCredential(given, 'untp-strict');
      const type = untpTypeOf(strict);
      expect(type === undefined ? [] : untpMisfits(strict, type)).toEqual([]);
      expect(checkCredential(strict)).toEqual([]);
    }
  });

  it('is refused when an assessment does not say whether it conforms, or says it in a misspelt property', () => {
    const credential = buildCredential(FACTS);
    const subject = credential.credentialSubject as JsonObject;
    const [first] = subject.conformityAssessment as readonly JsonObject[];
    const with_ = (assessment: JsonObject) => ({
      ...credential,
      credentialSubject: { ...subject, conformityAssessment: [assessment] },
    });
    const codes = (document: JsonObject) =>
      judgeShape(document).flatMap(({ outcome, code }) => (outcome === 'failed' ? [code] : []));
    expect(codes(with_(first!))).toEqual([]);
    const { conformance: _, ...without } = first!;
    expect(codes(with_(without))).toEqual(['conformanceMissing']);
    expect(codes(with_({ ...first!, conformance: 'yes' }))).toContain('conformanceMissing');
    expect(codes(with_({ ...without, conformence: true }))).toContain('conformanceMissing');
  });

  it('says what was not detected without inventing a number', () => {
    const credential = buildCredential({ ...FACTS, kind: 'testReport', content: TEST });
    const { conformityAssessment } = credential.credentialSubject as {
      conformityAssessment: readonly JsonObject[];
    };
    expect(conformityAssessment.map(({ assessedPerformance }) => assessedPerformance)).toMatchObject([
      [{ measure: { value: 0.0123, unit: 'mg/kg' } }],
      [{ score: { code: 'ND' } }],
      [{ score: { code: '色泽鲜红' } }],
    ]);
    expect(conformityAssessment.map(({ conformance }) => conformance)).toEqual([true, true, false]);
    expect(conformityAssessment[1]!.specifiedCondition).toEqual(['检出限 0.01']);
  });

  it('holds through its last day in China, and no penalty is given a type that is not its own', () => {
    const credential = buildCredential({ ...FACTS, kind: 'sanction' });
    expect(credential.validUntil).toBe('2029-06-30T23:59:59+08:00');
    expect(credential.type).toEqual(['PinxinAdministrativePenalty', 'VerifiableCredential']);
    expect(buildCredential(FACTS).credentialStatus).toMatchObject([
      { statusListIndex: '77' },
      { statusPurpose: 'suspension' },
    ]);
    expect(buildCredential(FACTS, 'untp-strict').credentialStatus).toMatchObject({ statusListIndex: 77 });
  });
});
