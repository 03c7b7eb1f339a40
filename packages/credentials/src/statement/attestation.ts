import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { StatementFacts } from './statement-facts.ts';
import { partyOf, statedBy } from './statement-parts.ts';
import { TOPICS } from './topics.ts';

/** Who attests, on whose authority, in UNTP's words (ISO/IEC 17000:2020 7.3–7.5). */
const LEVELS = {
  certification: ['certification', '3rdParty', 'authority-mandate'],
  award: ['certification', '3rdParty', 'authority-mandate'],
  testReport: ['testing', '3rdParty', 'authority-mandate'],
  declaration: ['declaration', 'self', 'scheme-self'],
  complianceCommitment: ['declaration', 'self', 'scheme-self'],
} as const;

/** 认证、检测、声明、奖项: the attestation that UNTP's conformity credential carries. */
export function attestationOf(facts: StatementFacts): JsonObject {
  const [attestationType, assessorLevel, assessmentLevel] = LEVELS[facts.kind as keyof typeof LEVELS];
  const { grade } = facts.content;
  return {
    type: ['ConformityAttestation'],
    id: `${facts.id}#attestation`,
    name: facts.number === null ? facts.title : `${facts.title} ${facts.number}`,
    ...{ assessorLevel, assessmentLevel, attestationType },
    issuedToParty: partyOf(facts.holder),
    // What empowers the issuer is named, not proved, by it: the verifier asks the register of mandates.
    authorisation: [{ name: facts.mandateBasis, issuingAuthority: partyOf(facts.issuer) }],
    referenceScheme: { type: ['ConformityScheme'], id: facts.scheme.id, name: facts.scheme.name },
    ...(typeof grade === 'string' ? { profileScore: { code: grade } } : {}),
    ...statedBy(facts),
    conformityAssessment: assessmentsOf(facts),
    content: facts.content,
  };
}

function assessmentsOf(facts: StatementFacts): readonly JsonObject[] {
  switch (facts.kind) {
    case 'testReport':
      return asList(facts.content.items)
        .filter(isObject)
        .map((item, index) => tested(facts, item, index));
    case 'complianceCommitment':
      return (['noBannedSubstances', 'withinLimits', 'answersForTruth'] as const).map((promise, index) =>
        assessment(facts, index, PROMISES[promise], {
          topic: 'substances',
          conforms: facts.content[promise] === true,
        }),
      );
    default:
      return [
        assessment(facts, 0, facts.legalBasis, {
          topic: facts.kind === 'declaration' ? 'standards' : 'quality',
          conforms: true,
        }),
      ];
  }
}

const PROMISES = {
  noBannedSubstances: '不使用禁用农药兽药、停用兽药和非法添加物',
  withinLimits: '常规农药兽药残留不超标',
  answersForTruth: '对承诺的真实性负责',
} as const;

interface Assessed {
  readonly topic: keyof typeof TOPICS;
  readonly conforms: boolean;
  readonly performance?: readonly JsonObject[];
  readonly conditions?: readonly string[];
  readonly criterion?: string;
  readonly date?: string;
}

function assessment(facts: StatementFacts, index: number, name: string, assessed: Assessed): JsonObject {
  const { topic, conforms, performance = [], conditions = [], criterion = name } = assessed;
  const [path, topicName] = TOPICS[topic];
  return {
    type: ['ConformityAssessment'],
    id: `${facts.id}#assessment-${index + 1}`,
    name,
    assessmentCriteria: [
      { type: ['Criterion'], id: `${facts.scheme.id}#${encodeURIComponent(criterion)}`, name: criterion },
    ],
    assessmentDate: assessed.date ?? facts.validFrom,
    assessedPerformance: performance,
    ...objectOf(facts),
    ...(conditions.length === 0 ? {} : { specifiedCondition: conditions }),
    ...(facts.evidence.length === 0 ? {} : { evidence: facts.evidence.map(linkOf) }),
    conformityTopic: [
      {
        type: ['ConformityTopic'],
        id: `https://vocabulary.uncefact.org/conformity-topic/${path}`,
        name: topicName,
      },
    ],
    conformance: conforms,
  };
}

/** 对象: what was assessed, as UNTP sorts it. */
function objectOf({ subject, holder }: StatementFacts): JsonObject {
  switch (subject.kind) {
    case 'product':
    case 'lot': {
      const lot = /\/10\/([^/]+)/.exec(subject.id)?.[1];
      const product = { type: ['Product'], id: subject.id, name: subject.name };
      const batch = lot === undefined ? {} : { batchNumber: decodeURIComponent(lot) };
      return { assessedProduct: [{ product: { ...product, ...batch }, idVerifiedByCAB: true }] };
    }
    case 'place':
      return {
        assessedFacility: [
          { facility: { type: ['Facility'], id: subject.id, name: subject.name }, idVerifiedByCAB: true },
        ],
      };
    case 'party':
    case 'brand':
      return { assessedOrganisation: { type: ['Party'], id: holder.id, name: holder.name } };
  }
}

function linkOf({ url, digestMultibase, mediaType }: StatementFacts['evidence'][number]): JsonObject {
  return { linkURL: url, linkName: digestMultibase, digestMultibase, mediaType };
}

/** 单项: one analyte. What was not found has no number: a score says so, a condition the limit of detection. */
function tested(facts: StatementFacts, item: JsonObject, index: number): JsonObject {
  const text = (name: string): string | undefined =>
    typeof item[name] === 'string' ? item[name] : undefined;
  const analyte = text('analyte') ?? '';
  const limit = ['limitSource', 'limitEdition', 'limitRelation', 'limitValue', 'unit'].map(text);
  const conditions = [
    ...(text('method') === undefined ? [] : [`方法 ${text('method')}`]),
    ...(text('detectionLimit') === undefined
      ? []
      : [`检出限 ${text('detectionLimit')} ${text('unit') ?? ''}`.trim()]),
  ];
  return assessment(facts, index, analyte, {
    ...{ topic: 'substances', conforms: item.verdict === 'conforms', conditions },
    performance: [performanceOf(facts, item, analyte)],
    criterion: [analyte, ...limit].filter(part => part !== undefined).join(' '),
    date: typeof facts.content.testedTo === 'string' ? facts.content.testedTo : facts.validFrom,
  });
}

function performanceOf(facts: StatementFacts, item: JsonObject, analyte: string): JsonObject {
  const metric = {
    type: ['PerformanceMetric'],
    id: `${facts.scheme.id}#${encodeURIComponent(analyte)}`,
    name: analyte,
  };
  const value: Json | undefined = item.result;
  if (item.qualifier === 'equals' && typeof value === 'string') {
    return {
      metric,
      measure: { value: Number(value), unit: typeof item.unit === 'string' ? item.unit : 'C62' },
    };
  }
  const codes: Readonly<Record<string, string>> = {
    notDetected: 'ND',
    below: `<${value}`,
    above: `>${value}`,
  };
  const code = codes[String(item.qualifier)] ?? String(item.finding ?? item.verdict);
  return { metric, score: { code } };
}
