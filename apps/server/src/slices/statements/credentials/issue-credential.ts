import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { buildCredential, type Profile } from '@pinxin/credentials/statement/build-credential';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { appendLeaf, type LeafKind } from '../../../kernel/transparency/append-leaf.ts';
import { withoutPersonal } from '../content/personal.ts';
import { insertCredential } from './credential-store.ts';
import { statementFacts } from './facts-views.ts';
import { signerFor, signingKey } from './keys/make-key.ts';
import { signParallel } from './keys/parallel-key.ts';
import { listUrl } from './status/sign-list.ts';
import { takePosition } from './status/take-position.ts';

/** A statement that was just written. */
export interface FreshStatement {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly issuer: number;
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
 * 签发凭证: signs a statement in its issuer's name, gives it a place in the status lists and puts it into the log, all
 * in the transaction that writes the statement. False when the issuer has no key: then nothing may be issued.
 */
export async function issueCredential(
  ctx: Context,
  tx: Tx,
  statement: FreshStatement,
  profile: Profile = 'w3c',
): Promise<boolean> {
  const key = await signingKey(ctx, tx, statement.issuer);
  if (key === undefined) return false;
  const { list, listId, position } = await takePosition(ctx, tx, key);
  const facts = await statementFacts(tx, statement.id, {
    ...{ publicUrl: ctx.publicUrl, did: key.did },
    content: withoutPersonal(statement.kind, statement.content) as JsonObject,
    status: {
      revocation: listUrl(ctx.publicUrl, listId, 'revocation'),
      suspension: listUrl(ctx.publicUrl, listId, 'suspension'),
      index: position,
    },
  });
  const secured = await issueJwt(buildCredential(facts, profile), signerFor(ctx, key));
  const { publicId } = statement;
  const id = await insertCredential(tx, {
    ...{ publicId, statement: statement.id, party: statement.issuer, key: key.id, list, position, secured },
  });
  await signParallel(ctx, tx, key, { id, secured });
  await appendLeaf(tx, {
    ...{ kind: ISSUE_LEAF[statement.kind], issuer: key.did, record: publicId, revision: 0 },
    ...{ subject: facts.holder.id, secured: Buffer.from(secured, 'ascii') },
  });
  return true;
}
