import type { PageContext } from '@pinxin/site/frame';
import { type DivisionNames, wordingOf } from '@pinxin/site/wording';
import type { FastifyRequest } from 'fastify';

/** What the region gives the site. */
export interface SiteSettings {
  /** Names of divisions by code. */
  readonly divisions: DivisionNames;
}

/** What every page is told: the reader's language, this address, whether the instance is a demonstration. */
export function pageContextOf(request: FastifyRequest, settings: SiteSettings, isDemo: boolean): PageContext {
  // An address that could not be read has no query.
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  return {
    words: wordingOf(request.language, settings.divisions),
    isDemo,
    here: request.url,
    languageChosen: typeof lang === 'string' && lang !== '',
  };
}
