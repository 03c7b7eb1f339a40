import type { LocalText } from '@pinxin/contract/scan';
import { inLanguage, type Language } from '@pinxin/site/language';
import { valueWord } from '../messages/words.ts';

/** One hit of the search over all registers. */
export interface Found {
  readonly kind: string;
  readonly name: string;
  readonly code: string;
  readonly href: string;
  /** Whether it opens here or on the public site. */
  readonly inConsole: boolean;
}

interface Hit {
  readonly kind: string;
  readonly id?: string;
  readonly ref?: string;
  readonly name?: LocalText | string;
  readonly text?: string;
  readonly code?: string | null;
  readonly href?: string;
  readonly path?: string;
}

const PAGES: Readonly<Record<string, string>> = {
  party: '/parties',
  brand: '/brands',
  statement: '/statements',
};

/** Hits of a search answer, ready to draw. */
export function foundIn(answer: unknown, language: Language): readonly Found[] {
  const hits = Object.values((answer ?? {}) as Record<string, unknown>).find(Array.isArray) as
    | readonly Hit[]
    | undefined;
  return (hits ?? []).map(hit => {
    const page = PAGES[hit.kind];
    const id = hit.id ?? hit.ref ?? '';
    return {
      kind: valueWord('searchKind', hit.kind, language),
      name: typeof hit.name === 'object' ? inLanguage(language, hit.name) : (hit.name ?? hit.text ?? id),
      code: hit.code ?? '',
      href: page === undefined ? (hit.href ?? hit.path ?? `/${hit.kind}s/${id}`) : `${page}/${id}`,
      inConsole: page !== undefined,
    };
  });
}
