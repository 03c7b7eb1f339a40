import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { formatKey } from '@pinxin/translog/note';
import type { Context } from '../../../../kernel/context.ts';
import { latestCheckpoint, logWitnesses, publishedLogs } from '../../../../kernel/transparency/receipts.ts';
import { documentOf } from '../keys/issuer-document.ts';
import { keyRows } from '../keys/key-store.ts';
import { listUrl } from '../status/sign-list.ts';
import { allSecuredLists } from '../status/status-store.ts';

/** 信任资料: all that a verifier without a network needs, as of one moment. */
export interface TrustBundle {
  readonly madeAt: string;
  readonly documents: readonly JsonObject[];
  /** Secured status lists by address. */
  readonly statusLists: Readonly<Record<string, string>>;
  readonly log: {
    /** Of the log that is open. */
    readonly key: string;
    /** Of all logs, from the first on. */
    readonly keys: readonly string[];
    readonly checkpoint: string;
    /** Keys of those who sign the log's checkpoints too, and how many of them must have signed. */
    readonly witnesses: readonly string[];
    readonly quorum: number;
  } | null;
}

/** Makes the bundle of now. */
export async function trustBundle(ctx: Context): Promise<TrustBundle> {
  const [rows, lists, log, logs] = await Promise.all([
    keyRows(ctx.database),
    allSecuredLists(ctx.database),
    latestCheckpoint(ctx),
    publishedLogs(ctx),
  ]);
  const witnesses = logWitnesses(ctx);
  const byIssuer = Map.groupBy(rows, ({ did }) => did);
  return {
    madeAt: ctx.clock.now().toISOString(),
    documents: [...byIssuer.values()].map(documentOf).filter(document => document !== undefined),
    statusLists: Object.fromEntries(
      lists.flatMap(({ publicId, revocation, suspension }) => [
        [listUrl(ctx.publicUrl, publicId, 'revocation'), revocation],
        [listUrl(ctx.publicUrl, publicId, 'suspension'), suspension],
      ]),
    ),
    log:
      log === undefined
        ? null
        : {
            ...{ key: formatKey(log.key), checkpoint: log.checkpoint },
            keys: logs.map(({ key }) => formatKey(key)),
            ...{ witnesses: witnesses.keys.map(formatKey), quorum: witnesses.quorum },
          },
  };
}
