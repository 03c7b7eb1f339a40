import type { EventContext } from '@pinxin/epcis/context';
import { expandCompact } from '@pinxin/epcis/context';
import { bareWordOf } from '@pinxin/epcis/vocabulary';
import { Role } from '@pinxin/lineage/role';
import { LOT_KINDS, WORD_KINDS } from '../codes.ts';
import type { Condition } from './event-query.ts';
import { lotPatterns } from './lot-pattern.ts';
import { BIZ_STEPS, DISPOSITIONS, storedUri, wordUri } from './parameter-values.ts';
import { conditionOf } from './read-condition.ts';

/** One of the resources under which events can be walked (EPCIS 2.0, 8.3: top-level resources). */
export interface Resource {
  readonly path: 'eventTypes' | 'bizSteps' | 'dispositions' | 'readPoints' | 'bizLocations' | 'epcs';
  /** What lists of it say: a number of `event_word.kind`, or lots. */
  readonly listed: number | 'lots';
  /** Words of the standard, which every repository knows (EPCIS 2.0 OpenAPI): always there. */
  readonly always: readonly string[];
  /** How a stored word is answered. */
  readonly shown: (uri: string) => string;
  /** The condition that an element of the path states; undefined when it can be none of these. */
  readonly conditionOf: (element: string, context: EventContext) => Condition | undefined;
}

const INSIDE = new Set<number>([Role.memberOf, Role.member, Role.process]);
const NAMED = Object.values(Role).filter(role => !INSIDE.has(role));

function reading(parameter: string): Resource['conditionOf'] {
  return (element, context) => {
    const value = expandCompact(element, context);
    const problems: never[] = [];
    const condition = conditionOf(parameter, [value], context, problems);
    return problems.length === 0 ? condition : undefined;
  };
}

export const RESOURCES: readonly Resource[] = [
  {
    path: 'eventTypes',
    listed: WORD_KINDS.eventType,
    always: [
      'AggregationEvent',
      'AssociationEvent',
      'ObjectEvent',
      'TransactionEvent',
      'TransformationEvent',
    ],
    shown: uri => uri,
    conditionOf: reading('eventType'),
  },
  {
    path: 'bizSteps',
    listed: WORD_KINDS.bizStep,
    always: [...BIZ_STEPS.uris.values()],
    shown: uri => bareWordOf(BIZ_STEPS, uri),
    conditionOf: (element, context) => ({
      kind: 'term',
      column: 'biz_step',
      uris: [wordUri(BIZ_STEPS, expandCompact(element, context))],
    }),
  },
  {
    path: 'dispositions',
    listed: WORD_KINDS.disposition,
    always: [...DISPOSITIONS.uris.values()],
    shown: uri => bareWordOf(DISPOSITIONS, uri),
    conditionOf: (element, context) => ({
      kind: 'term',
      column: 'disposition',
      uris: [wordUri(DISPOSITIONS, expandCompact(element, context))],
    }),
  },
  {
    path: 'readPoints',
    listed: WORD_KINDS.readPoint,
    always: [],
    shown: uri => uri,
    conditionOf: element => ({ kind: 'term', column: 'read_point', uris: [storedUri(element)] }),
  },
  {
    path: 'bizLocations',
    listed: WORD_KINDS.bizLocation,
    always: [],
    shown: uri => uri,
    conditionOf: element => ({ kind: 'term', column: 'biz_location', uris: [storedUri(element)] }),
  },
  {
    path: 'epcs',
    listed: 'lots',
    always: [],
    shown: uri => uri,
    conditionOf: element => {
      const patterns = lotPatterns(element);
      return patterns && { kind: 'lot', roles: NAMED, lotKinds: Object.values(LOT_KINDS), patterns };
    },
  },
];
