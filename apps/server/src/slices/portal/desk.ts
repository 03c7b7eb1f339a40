import type { Readable } from 'node:stream';
import type {
  CommonCauseAnswer,
  PlaceWindow,
  TraceAnswer,
  TraceQuestion,
} from '@pinxin/contract/lineage-page';
import type { Language } from '@pinxin/site/language';

/** What the desks ask; answered by the slice that traces. */
export interface Desk {
  /** One page of the answer; `page` from 1. */
  readonly trace: (question: TraceQuestion, page: number) => Promise<TraceAnswer>;
  readonly commonCause: (codes: readonly string[]) => Promise<CommonCauseAnswer>;
  /** The whole list of holders as a file. */
  readonly exportHolders: (
    question: TraceQuestion,
    format: 'csv' | 'xlsx',
    language: Language,
  ) => Promise<Readable | Buffer>;
}

const MOST_CODES = 200;
/** Times in forms are local times of Asia/Shanghai. */
const LOCAL_OFFSET = '+08:00';

/** The question that a desk form's query asks; undefined when the form is empty. */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  desk: 'trace' | 'recall',
): TraceQuestion | undefined {
  const codes = codesIn(query.codes);
  const window = windowOf(query);
  if (codes.length === 0 && window === undefined) return undefined;
  const asOf = instant(query.asOf);
  return {
    direction: desk === 'trace' && query.direction === 'back' ? 'back' : 'forward',
    codes,
    places: window ? [window] : [],
    ...(asOf ? { asOf } : {}),
  };
}

/** One code a line; commas and semicolons separate too when no code of GS1 can hold them. */
export function codesIn(value: unknown): readonly string[] {
  const text = Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '';
  const lines = text.split(/[\n\r，；]+/).map(line => line.trim());
  return [...new Set(lines.filter(line => line !== ''))].slice(0, MOST_CODES);
}

function windowOf(query: Readonly<Record<string, unknown>>): PlaceWindow | undefined {
  const { place } = query;
  if (typeof place !== 'string' || place.trim() === '') return undefined;
  return {
    place: place.trim(),
    from: instant(query.from) ?? `0001-01-01T00:00:00${LOCAL_OFFSET}`,
    to: instant(query.to) ?? `9999-12-31T23:59:59${LOCAL_OFFSET}`,
  };
}

function instant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?)?(Z|[+-]\d{2}:\d{2})?/.exec(value.trim());
  if (!match) return undefined;
  const [, date, time = '00:00', seconds = ':00', offset = LOCAL_OFFSET] = match;
  const text = `${date}T${time}${seconds}${offset}`;
  return Number.isNaN(Date.parse(text)) ? undefined : text;
}
