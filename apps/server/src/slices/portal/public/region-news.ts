import { MARK_KINDS, type RegionNews } from '@pinxin/contract/public-pages';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { headlines } from '../../programme/api.ts';
import { faceOf, listRecalls } from '../../trace/api.ts';
import { localInstant } from '../row-facts.ts';
import { listBrands } from './brand-views.ts';
import { brandRow } from './brands.ts';
import { readMarks } from './mark-views.ts';
import { markRow } from './marks.ts';

const MOST = 8;
/** Days for which a lost mark is news. */
const NEWS_DAYS = 30;

/** What the front page tells of the region beside the trace figures. */
export async function regionNews(database: Database, now: Date, today: string): Promise<RegionNews> {
  const [{ recalls }, { brands }, lost, programmes] = await Promise.all([
    listRecalls(database, { states: ['published'], limit: MOST, offset: 0 }),
    listBrands(database, { today, kind: 'regional', limit: MOST, offset: 0 }),
    readMarks(database, { on: today, today, standing: 'lost', kinds: MARK_KINDS, limit: MOST * 5 }),
    headlines(database, today),
  ]);
  const since = now.getTime() - NEWS_DAYS * 86_400_000;
  return {
    programmes,
    recalls: recalls.map(faceOf),
    brands: brands.map(brandRow),
    lost: lost
      .filter(({ changedAt }) => changedAt.getTime() >= since)
      .sort((one, other) => other.changedAt.getTime() - one.changedAt.getTime())
      .slice(0, MOST)
      .map(mark => ({
        ...markRow(mark),
        at: localInstant(mark.changedAt.toISOString(), LEGAL_OFFSET_MINUTES),
      })),
  };
}
