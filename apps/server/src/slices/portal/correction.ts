import type { ErrorFact } from '@pinxin/contract/lineage-page';
import type { Database } from '../../kernel/db/database.ts';
import { type ErrorRow, readEventDigests } from './correction-views.ts';
import { redactText } from './redaction.ts';
import { cbvWord, localInstant } from './row-facts.ts';

/** More correcting events than a page names. */
const MOST_CORRECTING = 20;
/** CBV 2.0 §7.5, error reasons that have words of their own. */
const REASONS: Readonly<Record<string, string>> = {
  did_not_occur: 'didNotOccur',
  incorrect_data: 'incorrectData',
};

/** 更正: who takes the place of a record that was declared wrong, and why. */
export async function readError(database: Database, row: ErrorRow): Promise<ErrorFact> {
  const told = declarationOf(row.doc);
  const ids = told.corrective.slice(0, MOST_CORRECTING).map(id => ({ id, digest: digestIn(id) }));
  const digests = await readEventDigests(database, ids);
  return {
    at: localInstant(new Date(row.at).toISOString(), row.offset),
    ...(told.reason === undefined ? {} : { reason: told.reason }),
    ...(row.own ? {} : { declaration: row.declaration }),
    ...(row.wrong === null ? {} : { wrong: row.wrong }),
    corrected: ids.map(({ id }) => {
      const hash = digests.get(id);
      return { id: redactText(id), ...(hash === undefined ? {} : { hash }) };
    }),
  };
}

function declarationOf(doc: string | null): {
  readonly reason: string | undefined;
  readonly corrective: readonly string[];
} {
  const declared = errorDeclarationIn(doc);
  const reason = typeof declared.reason === 'string' ? declared.reason : undefined;
  const corrective = Array.isArray(declared.correctiveEventIDs) ? declared.correctiveEventIDs : [];
  return {
    reason: reason === undefined ? undefined : (REASONS[cbvWord(reason) ?? ''] ?? redactText(reason)),
    corrective: corrective.filter(id => typeof id === 'string'),
  };
}

function errorDeclarationIn(doc: string | null): {
  readonly reason?: unknown;
  readonly correctiveEventIDs?: unknown;
} {
  if (doc === null) return {};
  try {
    const event = JSON.parse(Buffer.from(doc, 'base64').toString('utf8')) as { errorDeclaration?: object };
    return event.errorDeclaration ?? {};
  } catch {
    return {};
  }
}

/** The digest in an eventID that is an event hash (RFC 6920). */
function digestIn(id: string): string | undefined {
  return /^ni:\/\/\/sha-256;([0-9a-f]{64})(?:\?|$)/i.exec(id)?.[1]?.toLowerCase();
}
