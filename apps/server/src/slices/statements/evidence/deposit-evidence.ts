import type { Context } from '../../../kernel/context.ts';
import type { BlobStore } from '../../../kernel/files/blob-store.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type DepositedFile, saveDeposit } from './evidence-store.ts';
import { evidenceName } from './file-name.ts';
import { mediaTypeOf } from './media-type.ts';

/** Largest file of evidence, in bytes. */
export const LARGEST_EVIDENCE = 20 * 1024 * 1024;

/** What became of a file. */
export type Deposited =
  | { readonly ok: true; readonly file: DepositedFile; readonly repeated: boolean }
  | { readonly ok: false; readonly code: 'empty' | 'typeNotTaken' };

/**
 * 提交证据: keeps a file for a party, under the SHA-256 of its bytes. The bytes are durable before the rows say that
 * they are there. Safe to repeat: the same file of the same party is kept once.
 */
export async function depositEvidence(
  ctx: Context,
  blobs: BlobStore,
  bytes: Buffer,
  by: { readonly party: number; readonly actor: string; readonly name: string },
): Promise<Deposited> {
  if (bytes.length === 0) return { ok: false, code: 'empty' };
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined) return { ok: false, code: 'typeNotTaken' };
  const digest = await blobs.put(bytes);
  const file = { digest, mediaType, size: bytes.length, name: evidenceName(by.name, mediaType) };
  const isNew = await inTransaction(ctx, async tx => {
    const saved = await saveDeposit(tx, file, by);
    if (saved) {
      const facts = { digest, party: by.party, size: file.size, mediaType };
      tx.journal({ actor: by.actor, kind: 'evidence-deposited', facts });
    }
    return saved;
  });
  return { ok: true, file, repeated: !isNew };
}
