import { hundredths, type Indicator, lastOf, type Measure } from '@pinxin/rules/indicator';
import { localDateOf } from '@pinxin/rules/local-date';
import { type Standing, standingsOf, standsOn } from '@pinxin/rules/standing';

/** A statement as anybody may read it, as far as counting goes. */
export interface PublicStatement {
  readonly scheme: string | null;
  readonly subject: { readonly kind: string };
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly issuedAt: string;
  readonly supersedes: string | null;
  readonly content: {
    readonly products?: readonly unknown[];
    readonly areaMu?: string;
    readonly outputTonnes?: string;
  };
  readonly history: readonly { readonly at: string; readonly status: string }[];
}

/** What a count again came to. */
export interface Recount {
  /** Undefined where something that it needs is not public. */
  readonly value: number | undefined;
  readonly standing: number;
  /** On the list, but not to be read by the public. */
  readonly hidden: number;
  readonly wrong: readonly { readonly id: string; readonly why: 'otherScheme' | 'doesNotStand' }[];
}

/** Counts the statements of a snapshot again, by the rule by which goals are counted, from what was read of each. */
export function recountOf(
  snapshot: {
    readonly indicator: Indicator;
    readonly day: string;
    readonly statements: readonly string[];
    readonly whole?: readonly string[];
  },
  read: ReadonlyMap<string, PublicStatement>,
): Recount {
  const { indicator, day, statements, whole } = snapshot;
  if (indicator.kind === 'reported') return { value: undefined, standing: 0, hidden: 0, wrong: [] };
  const wrong: Recount['wrong'][number][] = [];
  let sum = 0;
  let standing = 0;
  for (const id of statements) {
    const statement = read.get(id);
    if (statement === undefined) continue;
    if (!indicator.schemes.includes(statement.scheme ?? '')) wrong.push({ id, why: 'otherScheme' });
    else if (!counts(indicator, statement, day)) wrong.push({ id, why: 'doesNotStand' });
    else {
      standing++;
      sum += indicator.kind === 'sum' ? amountOf(statement, indicator.measure) : 1;
    }
  }
  const hidden = statements.filter(id => !read.has(id)).length;
  return { value: sumOf(indicator, sum, hidden, whole?.length), standing, hidden, wrong };
}

function sumOf(
  { kind }: Indicator,
  sum: number,
  hidden: number,
  whole: number | undefined,
): number | undefined {
  if (hidden > 0) return undefined;
  if (kind !== 'share') return sum;
  return whole === undefined || whole === 0 ? undefined : hundredths(sum, whole);
}

function counts(indicator: Indicator, statement: PublicStatement, day: string): boolean {
  const pieces = piecesOf(statement);
  if (indicator.kind !== 'countNew') return standsOn(pieces, day);
  const began = pieces[0]?.from;
  if (began === undefined || statement.supersedes !== null) return false;
  return began >= indicator.from && began <= lastOf(indicator, day);
}

function piecesOf(statement: PublicStatement): readonly Standing[] {
  const localDay = (instant: string) => localDateOf(new Date(instant));
  return standingsOf({
    ...{ validFrom: statement.validFrom, validTo: statement.validTo },
    ...{ recordedOn: localDay(statement.issuedAt), isCorrection: statement.supersedes !== null },
    changes: statement.history.map(({ at, status }) => ({ on: localDay(at), isValid: status === 'valid' })),
  });
}

function amountOf({ content, subject }: PublicStatement, measure: Measure): number {
  if (measure === 'statements') return 1;
  if (measure === 'products')
    return Math.max(content.products?.length ?? 0, subject.kind === 'product' ? 1 : 0);
  return Number(content[measure] ?? 0);
}
