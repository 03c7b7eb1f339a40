import type { Way } from '../../../kernel/authority.ts';
import { reachable } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';

/** What a list of accounts is narrowed to. */
export interface AccountFilter {
  /** Part of login or name. */
  readonly q?: string;
  /** Public id of a party where they hold office. */
  readonly party?: string;
  readonly role?: string;
  readonly disabled?: boolean;
  /** Accounts after this number. */
  readonly after?: number;
}

/** Accounts within reach, by number: all for who manages all, those with an office at the own party for a manager. */
export async function listAccounts(
  database: Database,
  ways: readonly Way[],
  filter: AccountFilter,
  limit: number,
) {
  const all = ways.some(({ reach }) => reach === 'any');
  return await database.query
    .selectFrom('account')
    .select([
      'account.id',
      'account.public_id as publicId',
      'account.login',
      'account.name',
      'account.is_demo as isDemo',
      'account.created_at as createdAt',
      'account.disabled_at as disabledAt',
    ])
    .$if(filter.after !== undefined, query => query.where('account.id', '>', filter.after!))
    .$if(filter.disabled !== undefined, query =>
      query.where('account.disabled_at', filter.disabled === true ? 'is not' : 'is', null),
    )
    .$if(filter.q !== undefined, query => {
      const pattern = `%${filter.q!.replace(/[\\%_]/g, '\\$&')}%`;
      return query.where(eb =>
        eb.or([eb('account.login', 'like', pattern), eb('account.name', 'like', pattern)]),
      );
    })
    .$if(!all || filter.party !== undefined || filter.role !== undefined, query =>
      query.where(eb =>
        eb.exists(
          eb
            .selectFrom('membership as m')
            .innerJoin('party as p', 'p.id', 'm.party')
            .select('m.id')
            .whereRef('m.account', '=', 'account.id')
            .where('m.ended_at', 'is', null)
            .where(reachable(ways, { party: 'm.party', division: 'p.division' }))
            .$if(filter.party !== undefined, inner => inner.where('p.public_id', '=', filter.party!))
            .$if(filter.role !== undefined, inner => inner.where('m.role', '=', filter.role!)),
        ),
      ),
    )
    .orderBy('account.id')
    .limit(limit)
    .execute();
}
