import type { PageContext } from '@pinxin/site/frame';
import type { Language } from '@pinxin/site/language';
import { type DivisionNames, type Wording, wordingOf } from '@pinxin/site/wording';
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
    words: wordingIn(request.language, settings),
    isDemo,
    here: request.url,
    languageChosen: typeof lang === 'string' && lang !== '',
  };
}

const WORDINGS = new WeakMap<SiteSettings, Map<Language, Wording>>();

/** One wording for a language: what was printed in it can be used again. */
function wordingIn(language: Language, settings: SiteSettings): Wording {
  let wordings = WORDINGS.get(settings);
  if (wordings === undefined) {
    wordings = new Map();
    WORDINGS.set(settings, wordings);
  }
  let words = wordings.get(language);
  if (words === undefined) {
    words = wordingOf(language, settings.divisions);
    wordings.set(language, words);
  }
  return words;
}
