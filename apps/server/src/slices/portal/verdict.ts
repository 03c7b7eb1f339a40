import type { Hazard } from '@pinxin/contract/recall';
import type { DateFact, PlausibilityFinding, Reason, TestFact, Verdict } from '@pinxin/contract/scan';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { eventInstant, localInstant, lotFact, partyFact } from './row-facts.ts';
import type { EventRowOfPage, RecallRow, ScanRows } from './scan-views.ts';
import type { LastingState, Standing } from './standing.ts';

/** What the verdict is made of. */
export interface VerdictFacts {
  readonly rows: ScanRows;
  readonly states: readonly LastingState[];
  /** The thing itself, its lot and its class: what is said of them is said of it. */
  readonly own: ReadonlySet<number>;
  readonly isUnit: boolean;
  readonly isItem: boolean;
  /** False when only the product is named. */
  readonly isLotOrFiner: boolean;
  readonly makerKnown: boolean;
  readonly originTraced: boolean;
  readonly usedUp: EventRowOfPage | undefined;
  readonly tests: readonly TestFact[];
  readonly dates: readonly DateFact[];
  readonly plausibility: readonly PlausibilityFinding[];
  /** Local date. */
  readonly today: string;
}

const RECALL_REASON = {
  authority: 'recalledByAuthority',
  maker: 'recalledByMaker',
  owner: 'recalledByOwner',
} as const;
const STANDING_ORDER: readonly Standing[] = ['authority', 'maker', 'owner', 'laboratory'];

/** 可信 · 注意 · 停止食用 · 查不到, and every reason for it, the gravest first. */
export function verdictOf(facts: VerdictFacts): Verdict {
  const { rows } = facts;
  const isSpokenOf = rows.recalls.length > 0 || facts.states.some(state => facts.own.has(state.lot));
  if (rows.records === 0 && !isSpokenOf) return unknownOrProduct(facts);
  const stop = stopReasons(facts);
  if (stop.length > 0) return { kind: 'stop', reasons: stop };
  const attention = attentionReasons(facts);
  if (attention.length > 0) return { kind: 'attention', reasons: attention };
  const tested = facts.tests.find(test => test.statedBy === 'laboratory' && test.outcome === 'conforms');
  return {
    kind: 'trusted',
    reasons: [
      { code: 'originTraced' },
      ...(tested
        ? [
            {
              code: 'testedByLaboratory' as const,
              at: tested.at,
              event: tested.event,
              ...(tested.by ? { by: tested.by } : {}),
            },
          ]
        : []),
      { code: 'noRecall' },
    ],
  };
}

function unknownOrProduct(facts: VerdictFacts): Verdict {
  const { product } = facts.rows;
  if (product === null) return { kind: 'unknown', reasons: [{ code: 'codeNotFound' }] };
  return facts.isLotOrFiner
    ? { kind: 'unknown', reasons: [{ code: 'lotNotFound' }] }
    : { kind: 'attention', reasons: [{ code: 'productOnly' }] };
}

function stopReasons(facts: VerdictFacts): Reason[] {
  const { rows } = facts;
  const contents = (state: LastingState) => facts.isUnit && nodeDepth(facts, state.lot) === 1;
  const own = facts.states.filter(state => facts.own.has(state.lot) || contents(state));
  const reasons = rows.recalls.map(publishedReason);
  for (const standing of STANDING_ORDER) {
    for (const state of own.filter(candidate => candidate.standing === standing)) {
      const code = stopCode(state);
      if (code) reasons.push(reasonFrom(facts.rows, state, code, contents(state)));
    }
  }
  return reasons;
}

/** A published recall was decided by somebody, and its range worked out from all records: nothing is graver. */
function publishedReason({ by, at, isCarrier, number: _number, ...recall }: RecallRow): Reason {
  const party = partyFact(by);
  const published = localInstant(at, LEGAL_OFFSET_MINUTES);
  return {
    code: isCarrier ? 'carriesRecalled' : 'recallPublished',
    by: party,
    at: published,
    recall: {
      ...{ id: recall.id, hazard: recall.hazard as Hazard, reason: recall.reason, advice: recall.advice },
      ...{ contact: recall.contact, phone: recall.phone, part: isCarrier ? 'carrier' : 'goods' },
      ...{ by: party, at: published },
    },
  };
}

function stopCode(state: LastingState): Reason['code'] | undefined {
  switch (state.word) {
    case 'recalled':
      // A laboratory measures; it does not recall.
      return state.standing === 'laboratory' ? undefined : RECALL_REASON[state.standing];
    case 'non_conformant':
      return 'foundNonConformant';
    case 'destroyed':
    case 'disposed':
      return state.standing === 'laboratory' ? undefined : 'destroyed';
    default:
      return undefined;
  }
}

function attentionReasons(facts: VerdictFacts): Reason[] {
  const reasons: Reason[] = facts.states
    .filter(state => !facts.own.has(state.lot) && nodeDepth(facts, state.lot) > 0)
    .filter(state => state.word === 'recalled' && state.standing !== 'laboratory')
    .map(state => reasonFrom(facts.rows, state, 'ingredientRecalled', true));
  if (facts.plausibility.length > 0) reasons.push({ code: 'implausibleScans' });
  if (facts.usedUp) {
    reasons.push({ code: 'alreadyUsedUp', at: eventInstant(facts.usedUp), event: facts.usedUp.hash });
  }
  if (facts.dates.some(({ kind, date }) => kind === 'expires' && date < facts.today))
    reasons.push({ code: 'pastExpiry' });
  if (!facts.makerKnown) reasons.push({ code: 'makerUnknown' });
  if (!facts.originTraced) reasons.push({ code: 'originNotTraced' });
  return reasons;
}

function reasonFrom(rows: ScanRows, state: LastingState, code: Reason['code'], nameLot: boolean): Reason {
  const party = rows.parties[state.event.party];
  const uri = rows.nodes.find(node => node.lot === state.lot)?.uri;
  return {
    code,
    at: eventInstant(state.event),
    event: state.event.hash,
    ...(party ? { by: partyFact(party) } : {}),
    ...(nameLot && uri ? { lot: lotFact(uri, rows.products) } : {}),
  };
}

function nodeDepth(facts: VerdictFacts, lot: number): number {
  return facts.rows.nodes.find(node => node.lot === lot)?.depth ?? 0;
}
