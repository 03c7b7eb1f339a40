import { createHash } from 'node:crypto';
import { canonicalJson } from '@pinxin/contract/statements/canonical-json';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Application } from './application.ts';
import { readFilled } from './filled-store.ts';

/**
 * SHA-256 of all that an application says, in canonical JSON (RFC 8785): journaled when it is handed in, so that anybody
 * can tell later whether what was decided on is what was sent. Of the content itself the journal holds nothing.
 */
export async function contentDigest(tx: Tx, application: Application): Promise<string> {
  const { answers, documents } = await readFilled(tx, application.id);
  const { edition, round, place, product, brand, areaMu, outputKg, scope, renews } = application;
  const content = {
    ...{ edition, round, place, product, brand, areaMu, outputKg, scope, renews },
    answers: Object.fromEntries(answers),
    documents: Object.fromEntries(
      [...documents].map(([document, files]) => [document, files.map(({ digest }) => digest).sort()]),
    ),
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
