import type { RecallState } from '@pinxin/contract/recall';
import type { Tx } from '../../../../kernel/transaction.ts';
import type { Acting } from './acting.ts';
import type { RecallClosing, RecallDraft } from './announcement.ts';

/** Saves a draft; undefined when this party has sent one with this id before. */
export async function saveDraft(
  tx: Tx,
  publicId: string,
  { party, actor }: Acting,
  draft: RecallDraft,
): Promise<number | undefined> {
  const { reason, advice, contact } = draft;
  const row = await tx.query
    .insertInto('recall')
    .values({
      ...{ public_id: publicId, party, client_id: draft.id, state: 'draft' },
      ...{ question: JSON.stringify(draft.question), hazard: draft.hazard, legal_basis: draft.legalBasis },
      ...{ reason_zh: reason['zh-CN'], reason_en: reason.en ?? null },
      ...{ advice_zh: advice['zh-CN'], advice_en: advice.en ?? null },
      ...{ contact_zh: contact['zh-CN'], contact_en: contact.en ?? null, phone: draft.phone },
      ...{ drafted_at: tx.at, drafted_by: actor },
    })
    .onConflict(conflict => conflict.columns(['party', 'client_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Draft → published; false when it is no draft any more. */
export async function markPublished(
  tx: Tx,
  recall: number,
  actor: string,
  known: { readonly watermark: number; readonly lots: number; readonly carriers: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('recall')
    .set({ state: 'published', published_at: tx.at, published_by: actor, ...known })
    .where('id', '=', recall)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends or withdraws; false when it is in none of the states from which that is possible. */
export async function markClosed(
  tx: Tx,
  recall: number,
  actor: string,
  from: readonly RecallState[],
  to: 'ended' | 'withdrawn',
  { reason }: RecallClosing,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('recall')
    .set({
      ...{ state: to, closed_at: tx.at, closed_by: actor },
      ...{ closing_zh: reason['zh-CN'], closing_en: reason.en ?? null },
    })
    .where('id', '=', recall)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Moves a published recall on to a later journal entry; false when another process was faster. */
export async function moveOn(
  tx: Tx,
  recall: number,
  watermark: number,
  more: { readonly lots: number; readonly carriers: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('recall')
    .set(eb => ({
      watermark,
      lots: eb('lots', '+', more.lots),
      carriers: eb('carriers', '+', more.carriers),
    }))
    .where('id', '=', recall)
    .where('state', '=', 'published')
    .where('watermark', '<', watermark)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** One holder and what it held when it was counted. */
export interface HolderCount {
  readonly party: number;
  readonly lots: number;
  /** By unit; '' is pieces. */
  readonly amounts: ReadonlyMap<string, string>;
}

/** Writes notices: new holders are added, known ones brought up to date; answers stay. */
export async function saveNotices(tx: Tx, recall: number, holders: readonly HolderCount[]): Promise<void> {
  const parties = holders.map(({ party }) => party);
  await tx.client.query({
    name: 'recall-notices',
    text: `insert into recall_notice (recall, party, lots, told_at)
           select $1, party, lots, $4 from unnest($2::int[], $3::int[]) as h(party, lots)
           on conflict (recall, party) do update set lots = excluded.lots,
             told_at = case when excluded.lots > recall_notice.lots then excluded.told_at else recall_notice.told_at end`,
    values: [recall, parties, holders.map(({ lots }) => lots), tx.at],
  });
  await tx.client.query('delete from recall_notice_amount where recall = $1 and party = any($2::int[])', [
    recall,
    parties,
  ]);
  const amounts = holders.flatMap(({ party, amounts }) =>
    [...amounts].map(([unit, quantity]) => ({ party, unit, quantity })),
  );
  await tx.client.query({
    name: 'recall-notice-amounts',
    text: `insert into recall_notice_amount (recall, party, unit, quantity)
           select $1, * from unnest($2::int[], $3::text[], $4::numeric[])`,
    values: [
      recall,
      amounts.map(({ party }) => party),
      amounts.map(({ unit }) => unit),
      amounts.map(({ quantity }) => quantity),
    ],
  });
  await tx.client.query('update recall set notified_at = $2 where id = $1', [recall, tx.at]);
}

/** Which products a recall touches, counted anew. */
export async function saveProducts(
  tx: Tx,
  recall: number,
  products: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.client.query({
    name: 'recall-products',
    text: `insert into recall_product (recall, gtin, lots)
           select $1, * from unnest($2::text[], $3::int[])
           on conflict (recall, gtin) do update set lots = excluded.lots`,
    values: [recall, [...products.keys()], [...products.values()]],
  });
}

/** Locks a recall, so that two countings of its holders come one after another. */
export async function lockRecall(tx: Tx, recall: number): Promise<void> {
  await tx.client.query('select 1 from recall where id = $1 for update', [recall]);
}

/** A holder answers its notice: true when that says something new. */
export async function markAcknowledged(
  tx: Tx,
  recall: number,
  parties: readonly number[],
  actor: string,
): Promise<readonly number[]> {
  const { rows } = await tx.client.query<{ party: number }>({
    name: 'recall-acknowledge',
    text: `update recall_notice set acknowledged_at = $4, acknowledged_by = $3, acknowledged_lots = lots
            where recall = $1 and party = any($2::int[])
              and (acknowledged_at is null or acknowledged_lots < lots) returning party`,
    values: [recall, parties, actor, tx.at],
  });
  return rows.map(({ party }) => party);
}
