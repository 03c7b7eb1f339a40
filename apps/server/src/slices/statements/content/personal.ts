import { STATEMENT_CONTENT } from '@pinxin/contract/statements/content';
import type { StatementKind } from '@pinxin/contract/statements/kind';

/** Fields marked `x-personal` in the content's schema are not for the public. */
export function withoutPersonal<T extends object>(kind: StatementKind, content: T): T {
  const { properties } = STATEMENT_CONTENT[kind] as unknown as {
    readonly properties: Readonly<Record<string, { readonly 'x-personal'?: boolean }>>;
  };
  const open = Object.entries(content).filter(([field]) => properties[field]?.['x-personal'] !== true);
  return Object.fromEntries(open) as T;
}
