import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { issueCredentials } from '../credentials/issue-credential.ts';
import { recordStanding } from '../credentials/record-standing.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { unstorableTexts } from '../storable-text.ts';
import { decideWishes } from './decide-wishes.ts';
import { type DecidedWish, insertStatements } from './issue-store.ts';
import { issuedBefore, type KnownStatement } from './known-views.ts';
import { digestOfWish, type StatementWish } from './statement-wish.ts';

/** What became of a wish. `repeated`: it had been issued before, and nothing was done now. */
export type Issued =
  | { readonly ok: true; readonly id: number; readonly publicId: string; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** A wish on its way: `outcome` is absent while nothing is decided. */
interface Draft {
  readonly wish: StatementWish;
  readonly digest: Buffer;
  outcome?: Issued;
}

/**
 * Issues wishes of one issuer, no two under one request or number; one that supersedes stands alone. Each step is taken
 * for all of them at once: seen before, decided, written, signed.
 */
export async function issueGroup(
  ctx: Context,
  tx: Tx,
  wishes: readonly StatementWish[],
): Promise<readonly Issued[]> {
  const drafts = wishes.map(draftOf);
  const issuer = wishes[0]?.issuer;
  if (issuer === undefined) return [];
  await settleRepeated(tx, issuer, open(drafts));
  const decided = await settleRefused(ctx, tx, issuer, open(drafts));
  if (decided.size > 0) {
    const ids = await insertStatements(tx, [...decided.values()]);
    await signWritten(ctx, tx, issuer, [...decided.values()], ids);
    for (const [draft, { publicId }] of decided) {
      const id = ids.get(publicId);
      if (id !== undefined) draft.outcome = { ok: true, id, publicId, repeated: false };
    }
    // Somebody issued the same a moment ago.
    await settleRepeated(tx, issuer, open(drafts));
  }
  return drafts.map(({ outcome }) => outcome ?? refusal(statementProblem('/supersedes', 'supersededNot')));
}

function draftOf(wish: StatementWish): Draft {
  const unstorable = unstorableTexts(wish);
  if (unstorable.length > 0) return { wish, digest: Buffer.alloc(0), outcome: refusal(...unstorable) };
  return { wish, digest: digestOfWish(wish) };
}

function open(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter(({ outcome }) => outcome === undefined);
}

function refusal(...problems: readonly StatementProblem[]): Issued {
  return { ok: false, problems };
}

async function settleRepeated(tx: Tx, issuer: number, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const before = await issuedBefore(
    tx,
    issuer,
    drafts.map(({ wish }) => wish),
  );
  for (const [at, draft] of drafts.entries()) {
    const known = before[at];
    const outcome = known && repeatedOutcome(known, draft.digest);
    if (outcome !== undefined) draft.outcome = outcome;
  }
}

function repeatedOutcome(
  { by, id, publicId, wishDigest }: KnownStatement,
  digest: Buffer,
): Issued | undefined {
  if (wishDigest.equals(digest)) return { ok: true, id, publicId, repeated: true };
  if (by === 'predecessor') return undefined;
  const code = by === 'request' ? 'requestTaken' : 'numberTaken';
  return refusal(statementProblem(`/${by}`, code));
}

/** Refuses what something speaks against; the others, with what is decided about them. */
async function settleRefused(
  ctx: Context,
  tx: Tx,
  issuer: number,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<Draft, DecidedWish>> {
  const decided = new Map<Draft, DecidedWish>();
  const wishes = drafts.map(({ wish }) => wish);
  const decisions = await decideWishes(tx, issuer, wishes, localDateOf(tx.at));
  for (const [at, draft] of drafts.entries()) {
    const { problems, ...decision } = decisions[at]!;
    const { wish, digest } = draft;
    if (decision.mandate === undefined) draft.outcome = refusal(...problems);
    else decided.set(draft, { wish, digest, publicId: ctx.newId('stm'), ...decision });
  }
  return decided;
}

/** Signs what was written, ends the credential of what it supersedes, tells the journal. That there is a key was seen before. */
async function signWritten(
  ctx: Context,
  tx: Tx,
  issuer: number,
  decided: readonly DecidedWish[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const written = decided.flatMap(one => {
    const id = ids.get(one.publicId);
    return id === undefined ? [] : [{ ...one, id }];
  });
  if (written.length === 0) return;
  const fresh = written.map(({ id, publicId, wish: { kind, content } }) => ({ id, publicId, kind, content }));
  if (!(await issueCredentials(ctx, tx, issuer, fresh))) {
    throw new Error(`the signing key of party ${issuer} ended meanwhile`);
  }
  for (const one of written) {
    await endCredentialBefore(ctx, tx, one);
    tellJournal(tx, one);
  }
}

async function endCredentialBefore(ctx: Context, tx: Tx, { wish, superseded }: DecidedWish): Promise<void> {
  if (superseded === undefined || wish.supersedes === undefined) return;
  const { id, seq } = superseded;
  const change = {
    id,
    publicId: wish.supersedes,
    kind: wish.kind,
    action: 'supersede',
    seq: seq + 1,
  } as const;
  await recordStanding(ctx, tx, change);
}

function tellJournal(
  tx: Tx,
  { wish, id, publicId, mandate, subject }: DecidedWish & { readonly id: number },
): void {
  tx.journal({
    actor: wish.actor,
    kind: 'statement-issued',
    facts: {
      ...{ statement: publicId, id, kind: wish.kind, issuer: wish.issuer, scheme: wish.scheme ?? null },
      ...{ subject: wish.subject, subjectParty: subject.party, mandate: mandate.publicId },
      ...(wish.supersedes === undefined ? {} : { supersedes: wish.supersedes }),
    },
  });
}
