import type { PartyKind } from '@pinxin/contract/parties';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import type { PartyFacts, StoredParty } from '../register/party-facts.ts';
import { type PartyWish, saveParties } from '../register/save-parties.ts';
import { NO_FACTS } from '../register/wished-facts.ts';
import { mergedUsccs, refreshStatistics } from '../store.ts';
import { markRows, rowsToWrite, type StoredRow } from './import-row-store.ts';
import { findImport, moveImport, progressImport, type StoredImport } from './import-store.ts';
import type { ImportParts } from './imports.ts';

/** Rows written in one transaction: locks are short, and a cancelled import stops soon. */
const CHUNK = 1_000;
/** From so many rows on the planner is told that tables changed. */
const MANY = 5_000;

/**
 * Writes the good rows of a confirmed import, a thousand in a transaction, each with its journal entry. Safe to run
 * again: rows that were written are not looked at. What the file does not say of a known party stays as it was.
 */
export async function writeImport({ ctx }: ImportParts, publicId: string): Promise<void> {
  const stored = await findImport(ctx.database, publicId);
  if (stored === undefined || stored.state !== 'writing') return;
  let done = { rows: stored.rowsDone, line: 0 };
  for (;;) {
    const further = await writeChunk(ctx, stored, done);
    if (further === 'cancelled') return;
    if (further === 'through') break;
    done = further;
  }
  if (stored.rowsTotal >= MANY) await refreshStatistics(ctx.database);
  await inTransaction(ctx, async tx => {
    if (await moveImport(tx, stored.id, ['writing'], 'done'))
      tx.journal({ actor: stored.actor, kind: 'import-done', facts: { import: publicId } });
  });
}

/** How far the writing has come. */
interface Done {
  readonly rows: number;
  /** The last line that was looked at. */
  readonly line: number;
}

async function writeChunk(
  ctx: Context,
  stored: StoredImport,
  done: Done,
): Promise<Done | 'through' | 'cancelled'> {
  return await inTransaction(ctx, async tx => {
    const rows = await rowsToWrite(tx, stored.id, done.line, CHUNK);
    if (!(await progressImport(tx, stored.id, 'writing', done.rows + rows.length))) return 'cancelled';
    const last = rows.at(-1);
    if (last === undefined) return 'through';
    await writeRows(ctx, tx, stored, rows);
    return { rows: done.rows + rows.length, line: last.line };
  });
}

async function writeRows(
  ctx: Context,
  tx: Tx,
  stored: StoredImport,
  rows: readonly StoredRow[],
): Promise<void> {
  const merged = await mergedUsccs(
    tx,
    rows.flatMap(row => row.uscc ?? []),
  );
  const fit = rows.filter(
    row => !merged.has(row.uscc ?? '') && (row.outcome === 'change' || row.kind !== null),
  );
  const byKey = new Map(fit.map(row => [row.uscc ?? row.requestId ?? '', row]));
  const rowOf = ({ facts, requestId }: PartyWish): StoredRow => byKey.get(facts.uscc ?? requestId ?? '')!;
  const change = { actor: stored.actor, cause: 'imported', reason: stored.publicId } as const;
  const saved = await saveParties(ctx, tx, change, fit.map(wishOf), (before, wish) =>
    overlay(before, rowOf(wish)),
  );
  const left = rows.filter(row => !fit.includes(row));
  await markRows(tx, stored.id, [
    ...saved.map(({ party, outcome }, index) => ({
      line: fit[index]!.line,
      party: party.id,
      problems: fit[index]!.problems,
      outcome: outcome === 'new' ? 'new' : outcome === 'changed' ? 'change' : 'same',
    })),
    ...left.map(row => ({
      line: row.line,
      party: null,
      outcome: 'error',
      problems: [{ code: 'changedMeanwhile', severity: 'error' } as const, ...row.problems],
    })),
  ]);
  const count = (outcome: string) => saved.filter(each => each.outcome === outcome).length;
  tx.journal({
    actor: stored.actor,
    kind: 'parties-imported',
    facts: {
      import: stored.publicId,
      lines: [rows[0]!.line, rows.at(-1)!.line],
      registered: count('new'),
      changed: count('changed'),
      left: left.length,
    },
  });
}

function wishOf(row: StoredRow): PartyWish {
  return {
    requestId: row.uscc === null ? (row.requestId ?? undefined) : undefined,
    facts: {
      ...NO_FACTS,
      kind: (row.kind ?? 'enterprise') as PartyKind,
      nameZh: row.nameZh ?? '',
      nameEn: row.nameEn,
      uscc: row.uscc,
      usccException: row.usccException,
      gs1Prefixes: row.gs1Prefixes ?? [],
      division: row.division,
      address: row.address,
      phone: row.phone,
    },
  };
}

function overlay(before: StoredParty, row: StoredRow): PartyFacts {
  return {
    ...before,
    kind: (row.kind ?? before.kind) as PartyKind,
    nameZh: row.nameZh ?? before.nameZh,
    nameEn: row.nameEn ?? before.nameEn,
    usccException: row.usccException ?? before.usccException,
    gs1Prefixes: row.gs1Prefixes ?? before.gs1Prefixes,
    division: row.division ?? before.division,
    address: row.address ?? before.address,
    phone: row.phone ?? before.phone,
  };
}
