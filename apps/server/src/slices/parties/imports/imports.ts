import { createHash } from 'node:crypto';
import type { PartyKind } from '@pinxin/contract/parties';
import type { Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import type { SheetLimits } from '../../../kernel/sheets/read-sheet.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import {
  addImport,
  dropOldImports,
  type ImportState,
  moveImport,
  type StoredImport,
  sameImport,
} from './import-store.ts';

/** Jobs of imports. */
export const READ_TASK = 'read-party-import';
export const WRITE_TASK = 'write-party-import';

/** What is taken; stated before anybody sends a file. */
export const IMPORT_LIMITS: SheetLimits & { readonly bytes: number } = {
  bytes: 32 * 1024 * 1024,
  rows: 100_000,
  unpackedBytes: 400 * 1024 * 1024,
  batch: 1_000,
};

/** Days after which the rows of an import are forgotten. */
const KEPT_DAYS = 30;

/** What imports need. */
export interface ImportParts {
  readonly ctx: Context;
  /** Codes by the names of divisions. */
  readonly divisions: ReadonlyMap<string, readonly string[]>;
  readonly limits: typeof IMPORT_LIMITS;
}

/** Who imports. */
export interface Importer {
  readonly actor: string;
  /** Offices only: an own power does not reach others' rows. */
  readonly ways: readonly Way[];
}

/** Takes a file and queues its reading. The same bytes again, while the import is under way, give the same import. */
export async function startImport(
  { ctx }: ImportParts,
  by: Importer,
  upload: { readonly file: Buffer; readonly fileName: string; readonly kind: PartyKind | undefined },
): Promise<{ readonly publicId: string; readonly repeated: boolean }> {
  const digest = createHash('sha256')
    .update(upload.file)
    .update(upload.kind ?? '')
    .digest();
  return await inTransaction(ctx, async tx => {
    const earlier = await sameImport(tx, by.actor, digest);
    if (earlier !== undefined) return { publicId: earlier, repeated: true };
    await dropOldImports(tx, by.actor, new Date(tx.at.getTime() - KEPT_DAYS * 86_400_000));
    const publicId = ctx.newId('imp');
    await addImport(tx, { publicId, ...by, fileName: upload.fileName, digest, file: upload.file });
    await enqueue(tx, READ_TASK, { id: publicId, kind: upload.kind }, { queue: 'party-import' });
    tx.journal({
      actor: by.actor,
      kind: 'import-begun',
      facts: { import: publicId, bytes: upload.file.length },
    });
    return { publicId, repeated: false };
  });
}

/** Lets the good rows be written. Once confirmed, confirming again changes nothing. */
export async function confirmImport(
  { ctx }: ImportParts,
  by: Importer,
  stored: StoredImport,
): Promise<ImportState> {
  return await inTransaction(ctx, async tx => {
    if (!(await moveImport(tx, stored.id, ['ready'], 'writing'))) return stored.state;
    await enqueue(tx, WRITE_TASK, { id: stored.publicId }, { queue: 'party-import' });
    tx.journal({ actor: by.actor, kind: 'import-confirmed', facts: { import: stored.publicId } });
    return 'writing';
  });
}

/** Stops an import; rows that were written stay, and its report says which. False when it had ended. */
export async function cancelImport(
  { ctx }: ImportParts,
  by: Importer,
  stored: StoredImport,
): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const moved = await moveImport(tx, stored.id, ['waiting', 'reading', 'ready', 'writing'], 'cancelled');
    if (moved) tx.journal({ actor: by.actor, kind: 'import-cancelled', facts: { import: stored.publicId } });
    return moved;
  });
}
