import { isObject, type Json } from './encoding/json.ts';

/** A context that this version knows by the types that it defines. It is never fetched. */
interface PinnedContext {
  /** Types that it defines; `any` when it takes every name for a type (`@vocab`). */
  readonly types: readonly string[] | 'any';
}

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const UNTP_CONTEXT = 'https://vocabulary.uncefact.org/untp/0.7.0/context/';
/** Our own words, beside those of UNTP: what no published vocabulary has, such as penalties. */
export const PINXIN_CONTEXT = 'https://pinxin.example/contexts/statements/v1';

const BASE_TYPES = [
  'VerifiableCredential',
  'EnvelopedVerifiableCredential',
  'VerifiablePresentation',
  'EnvelopedVerifiablePresentation',
  'JsonSchemaCredential',
  'JsonSchema',
  'BitstringStatusListCredential',
  'BitstringStatusList',
  'BitstringStatusListEntry',
  'DataIntegrityProof',
];

const PINNED: Readonly<Record<string, PinnedContext>> = {
  [CREDENTIALS_V2]: { types: BASE_TYPES },
  'https://www.w3.org/ns/credentials/examples/v2': { types: 'any' },
  'https://www.w3.org/ns/credentials/undefined-terms/v2': { types: 'any' },
  'https://www.w3.org/ns/credentials/status/v1': { types: BASE_TYPES },
  // Types are scoped with a vocabulary of their own, so a name that is not there is not noticed by JSON-LD either.
  [UNTP_CONTEXT]: { types: 'any' },
  [PINXIN_CONTEXT]: { types: 'any' },
};

/** The context at a URL, if this version knows it. */
export function pinnedContext(url: string): PinnedContext | undefined {
  return Object.hasOwn(PINNED, url) ? PINNED[url] : undefined;
}

/** What a list of contexts tells: which URLs nobody here knows, and which types are defined, if that can be told. */
export function readContexts(contexts: readonly Json[]): {
  readonly unknown: readonly string[];
  readonly types: ReadonlySet<string> | 'any';
} {
  const unknown: string[] = [];
  const types = new Set<string>();
  let isOpen = false;
  for (const context of contexts) {
    if (isObject(context)) {
      isOpen ||= typeof context['@vocab'] === 'string';
      for (const name of Object.keys(context)) types.add(name);
    } else if (typeof context === 'string') {
      const pinned = pinnedContext(context);
      if (pinned === undefined) unknown.push(context);
      if (pinned === undefined || pinned.types === 'any') isOpen = true;
      else for (const type of pinned.types) types.add(type);
    }
  }
  return { unknown, types: isOpen ? 'any' : types };
}

/** Names of the base context that are protected: nobody may give them another meaning (JSON-LD 1.1 §4.1.11). */
export const PROTECTED_TERMS: ReadonlySet<string> = new Set([
  ...BASE_TYPES,
  ...['id', 'type', 'description', 'digestMultibase', 'digestSRI', 'mediaType', 'name'],
]);
