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

/** The record's page in the console; nothing where it has none and the public site shows it. */
function pageOf({ kind, id = '', code }: Hit): string | undefined {
  switch (kind) {
    case 'party':
      return `/parties/${id}`;
    case 'brand':
      return `/brands/${id}`;
    case 'statement':
      return `/statements/${id}`;
    case 'product':
      return code === null || code === undefined ? undefined : `/products/${code}`;
    case 'scheme':
      return `/schemes/${id}`;
    default:
      return undefined;
  }
}

/** What has no page of its own here: a lot's scan page, a place among the places of its name. */
function elsewhere({ kind, id = '', name }: Hit): string {
  if (kind === 'lot' && URL.canParse(id)) return new URL(id).pathname;
  const text = typeof name === 'object' ? name['zh-CN'] : (name ?? id);
  if (kind === 'place') return `/console/places?q=${encodeURIComponent(text)}`;
  return `/search?q=${encodeURIComponent(text)}`;
}

/** Hits of a search answer, ready to draw. */
export function foundIn(answer: unknown, language: Language): readonly Found[] {
  const hits = Object.values((answer ?? {}) as Record<string, unknown>).find(Array.isArray) as
    | readonly Hit[]
    | undefined;
  return (hits ?? []).map(hit => {
    const page = pageOf(hit);
    const id = hit.id ?? hit.ref ?? '';
    return {
      kind: valueWord('searchKind', hit.kind, language),
      name: typeof hit.name === 'object' ? inLanguage(language, hit.name) : (hit.name ?? hit.text ?? id),
      code: hit.code ?? '',
      href: page ?? hit.href ?? hit.path ?? elsewhere(hit),
      inConsole: page !== undefined,
    };
  });
}
