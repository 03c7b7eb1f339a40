import type { SuccessionEnd, SuccessionPage } from '@pinxin/contract/public-pages';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import {
  type Succession,
  type Successor,
  successionsBy,
  successionsOfParty,
  successorsAt,
} from '../../parties/api.ts';
import { localText } from '../row-facts.ts';

/** 机构承接 as of a day; `now` is whoever stands for the former authority on it. */
export async function successionPage(database: Database, on: LocalDate): Promise<SuccessionPage> {
  const rows = await successionsBy(database, on);
  const standing = await successorsAt(database, [...new Set(rows.map(row => row.from))], on);
  return {
    on,
    rows: rows.map(row => ({
      ...{ from: fromOf(row), to: toOf(row), since: row.validFrom, source: row.source },
      now: (standing.get(row.from) ?? []).map(nowOf),
    })),
  };
}

/** Who took a party's place, and whose place it took. */
export async function successionsOf(
  database: Database,
  party: number,
  today: LocalDate,
): Promise<{ readonly succeededBy: readonly SuccessionEnd[]; readonly succeeds: readonly SuccessionEnd[] }> {
  const rows = await successionsOfParty(database, party, today);
  const end = (row: Succession, other: SuccessionEnd['party']): SuccessionEnd => ({
    ...{ party: other, since: row.validFrom, source: row.source },
  });
  return {
    succeededBy: rows.filter(row => row.from === party).map(row => end(row, toOf(row))),
    succeeds: rows.filter(row => row.to === party).map(row => end(row, fromOf(row))),
  };
}

function fromOf(row: Succession): SuccessionEnd['party'] {
  return { id: row.fromId, name: localText(row.fromZh, row.fromEn) };
}

function toOf(row: Succession): SuccessionEnd['party'] {
  return { id: row.toId, name: localText(row.toZh, row.toEn) };
}

function nowOf({ publicId, nameZh, nameEn }: Successor): SuccessionEnd['party'] {
  return { id: publicId, name: localText(nameZh, nameEn) };
}
