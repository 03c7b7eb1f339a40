import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { buildCredential } from '@pinxin/credentials/statement/build-credential';
import type { StatementFacts } from '@pinxin/credentials/statement/statement-facts';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { appendLeaf, type LeafKind } from '../../../kernel/transparency/append-leaf.ts';
import { withoutPersonal } from '../content/personal.ts';
import { insertCredentials } from './credential-store.ts';
import { statementFacts } from './facts-views.ts';
import { signerFor, signingKey } from './keys/make-key.ts';
import { signParallel } from './keys/parallel-key.ts';
import { listUrl } from './status/sign-list.ts';
import { type TakenPosition, takePositions } from './status/take-position.ts';

/** A statement that was just written. */
export interface FreshStatement {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly content: object;
}

/** How the log calls the issue of a statement of each kind. */
const ISSUE_LEAF: Readonly<Record<StatementKind, LeafKind>> = {
  certification: 'cert.issue',
  award: 'cert.issue',
  accreditation: 'cert.issue',
  licence: 'statement.issue',
  listing: 'statement.issue',
  complianceCommitment: 'statement.issue',
  declaration: 'standard.declare',
  testReport: 'test.publish',
  sanction: 'penalty.publish',
};

/**
 * 签发凭证: signs statements in their issuer's name, gives them places in the status lists and puts them into the log,
 * all in the transaction that writes them; what a group has in common is asked for once. False when the issuer has no
 * key: then nothing may be issued.
 */
export async function issueCredentials(
  ctx: Context,
  tx: Tx,
  issuer: number,
  statements: readonly FreshStatement[],
): Promise<boolean> {
  const key = await signingKey(ctx, tx, issuer);
  if (key === undefined) return false;
  const positions = await takePositions(ctx, tx, key, statements.length);
  const facts = await factsToSign(ctx, tx, key.did, statements, positions);
  const signer = signerFor(ctx, key);
  const secured: string[] = [];
  const profile = key.statusProfile ?? ctx.statusProfile;
  for (const one of facts) secured.push(await issueJwt(buildCredential(one, profile), signer));
  const ids = await insertCredentials(
    tx,
    statements.map(({ id, publicId }, at) => {
      const { list, position } = positions[at]!;
      const common = { publicId, statement: id, party: issuer, key: key.id };
      return { ...common, list, position, secured: secured[at]! };
    }),
  );
  await signParallel(
    ctx,
    tx,
    key,
    ids.map((id, at) => ({ id, secured: secured[at]! })),
  );
  for (const [at, { kind, publicId }] of statements.entries()) {
    await appendLeaf(tx, {
      ...{ kind: ISSUE_LEAF[kind], issuer: key.did, record: publicId, revision: 0 },
      ...{ subject: facts[at]!.holder.id, secured: Buffer.from(secured[at]!, 'ascii') },
    });
  }
  return true;
}

async function factsToSign(
  ctx: Context,
  tx: Tx,
  did: string,
  statements: readonly FreshStatement[],
  positions: readonly TakenPosition[],
): Promise<readonly StatementFacts[]> {
  const { publicUrl } = ctx;
  return await statementFacts(
    tx,
    statements.map(({ id, kind, content }, at) => {
      const { listId, position } = positions[at]!;
      const status = {
        revocation: listUrl(publicUrl, listId, 'revocation'),
        suspension: listUrl(publicUrl, listId, 'suspension'),
        index: position,
      };
      return { id, publicUrl, did, content: withoutPersonal(kind, content) as JsonObject, status };
    }),
  );
}
