import { GRANTS, type Permission, type Reach, type Role } from '@pinxin/contract/permissions';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** What a decision needs to know of somebody: their offices, and who they are. */
export interface Holder {
  readonly account: number;
  readonly memberships: readonly {
    readonly party: number;
    readonly role: Role;
    readonly division: string | null;
  }[];
}

/** Whose record it is: the party that it belongs to, that party's division, the accounts it is assigned to. */
export interface Owned {
  readonly party: number | null;
  readonly division: string | null;
  readonly assigned?: readonly number[];
}

/** One way in which somebody has a power. */
export type Way =
  | { readonly reach: 'any' }
  | { readonly reach: 'area'; readonly division: string }
  | { readonly reach: 'own'; readonly party: number }
  | { readonly reach: 'assigned'; readonly account: number };

/** All ways in which somebody has a power; none means refused. One list decides single checks and list filters. */
export function waysOf(holder: Holder, permission: Permission): readonly Way[] {
  return holder.memberships.flatMap(membership => {
    const reach = GRANTS[membership.role][permission];
    return reach === undefined ? [] : [wayOf(reach, membership, holder.account)];
  });
}

function wayOf(reach: Reach, membership: Holder['memberships'][number], account: number): Way {
  if (reach === 'own') return { reach, party: membership.party };
  if (reach === 'assigned') return { reach, account };
  if (reach === 'area' && membership.division !== null) return { reach, division: membership.division };
  return { reach: 'any' };
}

/** Whether one of the ways leads to this record. */
export function mayTouch(ways: readonly Way[], record: Owned): boolean {
  return ways.some(way => leadsTo(way, record));
}

function leadsTo(way: Way, record: Owned): boolean {
  switch (way.reach) {
    case 'any':
      return true;
    case 'area':
      return record.division?.startsWith(way.division) === true;
    case 'own':
      return record.party === way.party;
    case 'assigned':
      return record.assigned?.includes(way.account) === true;
  }
}

/** The columns in which a query finds whose record it is. */
export interface OwnedColumns {
  readonly party: string;
  readonly division: string;
  /** A column of account numbers (`int[]`), where records are assigned. */
  readonly assigned?: string;
}

/** The same decision as `mayTouch`, as a condition of a query. */
export function reachable(ways: readonly Way[], columns: OwnedColumns): RawBuilder<SqlBool> {
  if (ways.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`(${sql.join(
    ways.map(way => termOf(way, columns)),
    sql` or `,
  )})`;
}

function termOf(way: Way, columns: OwnedColumns): RawBuilder<SqlBool> {
  switch (way.reach) {
    case 'any':
      return sql`true`;
    case 'area':
      return sql`starts_with(${sql.ref(columns.division)}, ${way.division})`;
    case 'own':
      return sql`${sql.ref(columns.party)} = ${way.party}`;
    case 'assigned':
      return columns.assigned === undefined
        ? sql`false`
        : sql`${way.account} = any(${sql.ref(columns.assigned)})`;
  }
}
