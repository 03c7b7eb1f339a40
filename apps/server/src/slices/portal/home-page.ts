import type { HomeView } from '@pinxin/site/home-page';
import type { HomeRows } from './home-views.ts';
import { localInstant, lotFact, partyFact } from './row-facts.ts';

/** Rows → front page. */
export function buildHomePage(rows: HomeRows): Omit<HomeView, 'news'> {
  return {
    recalls: rows.recalls.map(({ uri, hash, time, offset, party }) => ({
      lot: lotFact(uri, rows.products),
      by: partyFact(party),
      at: localInstant(time, offset),
      event: hash,
    })),
    figures: rows.figures,
    recent: rows.recent.map(({ uri, hash, recorded, offset }) => ({
      lot: lotFact(uri, rows.products),
      at: localInstant(recorded, offset),
      event: hash,
    })),
    samples: rows.samples.map(uri => lotFact(uri, rows.products)),
    isDemo: rows.demo,
  };
}
