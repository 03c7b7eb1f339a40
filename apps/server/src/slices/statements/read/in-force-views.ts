import type { StatementKind } from '@pinxin/contract/statements/kind';
import { endOfDay, type LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import { SUBJECT_COLUMNS, type Subject, subjectParts } from '../subject.ts';

/** Which statements are asked for. */
export interface InForceQuestion {
  /** The day, in Asia/Shanghai. A past day is answered the same way for ever. */
  readonly on: LocalDate;
  readonly kinds?: readonly StatementKind[];
  readonly scheme?: string;
  /** About exactly this. */
  readonly subject?: Subject;
  /** About any of these parties, or of what belonged to them when it was issued. */
  readonly subjectParties?: readonly number[];
  readonly issuer?: number;
  /** Also those that stood suspended on that day. */
  readonly withSuspended?: boolean;
  /** Only what the public may see on that day. */
  readonly publicOnly?: boolean;
  /** Most rows; 1,000 when absent. */
  readonly limit?: number;
}

/** A statement that was in force. */
export interface StatementInForce {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly issuer: number;
  readonly mandate: number;
  readonly party: number | null;
  readonly place: number | null;
  readonly product: number | null;
  readonly brand: number | null;
  readonly lot: number | null;
  readonly subjectParty: number | null;
  readonly scheme: string | null;
  readonly number: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly issuedAt: Date;
  readonly status: 'valid' | 'suspended';
}

/**
 * 某日有效的声明: what was in force at the end of a day. It had been issued by then, its term held the day, and nobody
 * had suspended, withdrawn, cancelled or superseded it by then. Changes hold from when they are recorded, so the
 * answer about a day that is over never changes. Newest first.
 */
export async function statementsInForce(
  { query }: Pick<Tx, 'query'>,
  question: InForceQuestion,
): Promise<readonly StatementInForce[]> {
  const { on, kinds, scheme, subject, subjectParties, issuer, limit = 1_000 } = question;
  const end = endOfDay(on);
  const statuses = question.withSuspended === true ? ['valid', 'suspended'] : ['valid'];
  let wanted = query
    .selectFrom('statement as s')
    .innerJoinLateral(
      eb =>
        eb
          .selectFrom('statement_change as c')
          .whereRef('c.statement', '=', 's.id')
          .where('c.at', '<', end)
          .orderBy('c.seq', 'desc')
          .limit(1)
          .select('c.to_status as status')
          .as('h'),
      join => join.onTrue(),
    )
    .where('s.valid_from', '<=', on)
    .where(eb => eb.or([eb('s.valid_to', 'is', null), eb('s.valid_to', '>=', on)]))
    .where('h.status', 'in', statuses as ('valid' | 'suspended')[])
    .select([
      ...([
        's.id',
        's.public_id as publicId',
        's.kind',
        's.issuer',
        's.mandate',
        's.party_id as party',
      ] as const),
      ...([
        's.place_id as place',
        's.product_id as product',
        's.brand_id as brand',
        's.lot_id as lot',
      ] as const),
      ...(['s.subject_party as subjectParty', 's.scheme', 's.number', 's.valid_from as validFrom'] as const),
      ...(['s.valid_to as validTo', 's.issued_at as issuedAt'] as const),
      sql<'valid' | 'suspended'>`h.status`.as('status'),
    ])
    .orderBy('s.id', 'desc')
    .limit(limit);
  if (kinds !== undefined) wanted = wanted.where('s.kind', 'in', [...kinds]);
  if (scheme !== undefined) wanted = wanted.where('s.scheme', '=', scheme);
  if (issuer !== undefined) wanted = wanted.where('s.issuer', '=', issuer);
  if (subjectParties !== undefined) wanted = wanted.where('s.subject_party', 'in', [...subjectParties]);
  if (subject !== undefined) {
    const { kind, id } = subjectParts(subject);
    wanted = wanted.where(`s.${SUBJECT_COLUMNS[kind]}`, '=', id);
  }
  if (question.publicOnly === true) {
    wanted = wanted
      .where('s.public_from', '<=', on)
      .where(eb => eb.or([eb('s.public_to', 'is', null), eb('s.public_to', '>=', on)]));
  }
  return await wanted.execute();
}
