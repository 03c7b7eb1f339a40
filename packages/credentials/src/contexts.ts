import { createHash } from 'node:crypto';
import { isObject, type Json } from './encoding/json.ts';

/** A context that this version knows: its bytes are pinned by digest, its types by name. It is never fetched. */
interface PinnedContext {
  /** SHA-256 of its bytes, hexadecimal; absent while the publisher has not frozen it. */
  readonly sha256?: string;
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
  [CREDENTIALS_V2]: {
    sha256: '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
    types: BASE_TYPES,
  },
  'https://www.w3.org/ns/credentials/examples/v2': {
    sha256: '57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c',
    types: 'any',
  },
  'https://www.w3.org/ns/credentials/undefined-terms/v2': {
    sha256: '82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581',
    types: 'any',
  },
  'https://www.w3.org/ns/credentials/status/v1': {
    sha256: 'fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7',
    types: BASE_TYPES,
  },
  // Types are scoped with a vocabulary of their own, so a name that is not there is not noticed by JSON-LD either.
  [UNTP_CONTEXT]: { types: 'any' },
  [PINXIN_CONTEXT]: { types: 'any' },
};

/** The context at a URL, if this version knows it. */
export function pinnedContext(url: string): PinnedContext | undefined {
  return Object.hasOwn(PINNED, url) ? PINNED[url] : undefined;
}

/** Whether bytes that somebody offers for a context are the ones that are pinned. Unknown or not frozen: never. */
export function isPinnedContext(url: string, bytes: Uint8Array): boolean {
  const wanted = pinnedContext(url)?.sha256;
  return wanted !== undefined && createHash('sha256').update(bytes).digest('hex') === wanted;
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
