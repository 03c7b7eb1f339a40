import type { Database } from '../../../kernel/db/database.ts';
import type { StoredProposal } from './proposal-store.ts';

/** What somebody who is to confirm needs to see beside the ids. */
export interface ProposalNames {
  /** Who proposed it, by public id of the account. */
  readonly accounts: ReadonlyMap<string, string>;
  /** In whose name, by number of the party. */
  readonly parties: ReadonlyMap<number, { readonly id: string; readonly name: string }>;
  /** The statements that are to be changed, by public id. */
  readonly statements: ReadonlyMap<string, { readonly number: string | null; readonly kind: string }>;
}

/** The names behind these proposals, three questions however many there are. */
export async function proposalNames(
  { query }: Pick<Database, 'query'>,
  proposals: readonly StoredProposal[],
): Promise<ProposalNames> {
  if (proposals.length === 0) return { accounts: new Map(), parties: new Map(), statements: new Map() };
  const statementIds = proposals.flatMap(({ wish }) =>
    typeof wish.statement === 'string' ? [wish.statement] : [],
  );
  const [accounts, parties, statements] = await Promise.all([
    query
      .selectFrom('account')
      .select(['public_id', 'name'])
      .where(
        'public_id',
        'in',
        proposals.map(({ proposedBy }) => proposedBy),
      )
      .execute(),
    query
      .selectFrom('party')
      .select(['id', 'public_id', 'name_zh'])
      .where(
        'id',
        'in',
        proposals.map(({ party }) => party),
      )
      .execute(),
    statementIds.length === 0
      ? []
      : query
          .selectFrom('statement')
          .select(['public_id', 'number', 'kind'])
          .where('public_id', 'in', statementIds)
          .execute(),
  ]);
  return {
    accounts: new Map(accounts.map(({ public_id, name }) => [public_id, name])),
    parties: new Map(parties.map(({ id, public_id, name_zh }) => [id, { id: public_id, name: name_zh }])),
    statements: new Map(statements.map(({ public_id, number, kind }) => [public_id, { number, kind }])),
  };
}
