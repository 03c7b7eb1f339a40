import type { JsonObject } from '@pinxin/credentials/encoding/json';
import type { Verifying } from '@pinxin/credentials/secured';
import { needsOf } from '@pinxin/credentials/verify';
import type { Context } from '../../../../kernel/context.ts';
import { issuerDocument } from '../keys/issuer-document.ts';
import { listUrl } from '../status/sign-list.ts';
import { type ListPurpose, securedList } from '../status/status-store.ts';

/**
 * Everything that this instance has for a verdict: documents of its issuers, its own status lists. Nothing is fetched:
 * an address in somebody's credential must not make this server call anybody.
 */
export async function evidenceAtHand(
  ctx: Context,
  inputs: readonly (string | JsonObject)[],
): Promise<Pick<Verifying, 'document' | 'statusList'>> {
  const documents = new Map<string, JsonObject>();
  const lists = new Map<string, string>();
  const needs = inputs.map(needsOf);
  const listUrls = new Set(needs.flatMap(each => each.statusLists));
  for (const url of listUrls) {
    const list = await ownList(ctx, url);
    if (list !== undefined) lists.set(url, list);
  }
  const controllers = new Set(
    [...needs, ...[...lists.values()].map(needsOf)].flatMap(each => each.controllers),
  );
  for (const did of controllers) {
    const document = await issuerDocument(ctx.database, { did });
    if (document !== undefined) documents.set(did, document);
  }
  return { document: url => documents.get(url), statusList: url => lists.get(url) };
}

/** A status list of this instance, by its address. */
async function ownList(ctx: Context, url: string): Promise<string | undefined> {
  const match = /\/status-lists\/([\w-]{1,60})\/(revocation|suspension)$/.exec(url);
  if (match === null) return undefined;
  const [, id, purpose] = match as unknown as readonly [string, string, ListPurpose];
  if (url !== listUrl(ctx.publicUrl, id, purpose)) return undefined;
  return (await securedList(ctx.database, id, purpose))?.secured;
}
