import { createHash } from 'node:crypto';
import type { ProgrammeBody } from '@pinxin/contract/programme';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { successorsAt } from '../../parties/api.ts';
import { partyIdsOf } from '../party-views.ts';
import { type Outcome, type ProgrammeProblem, programmeProblem, refused } from '../problem.ts';
import { checkProgramme, responsiblesOf } from './check-programme.ts';
import { followedBy, insertProgramme, programmeByCode } from './programme-store.ts';
import { withSuccessors } from './with-successors.ts';

/** What became of a programme that was sent. `repeated`: it was there already, the same. */
export interface Recorded {
  readonly id: string;
  readonly code: string;
  readonly repeated: boolean;
}

/**
 * 录入方案: takes a programme over, with its goals and tasks. With any problem nothing is written. Sent again it is the
 * same one; what is measured otherwise later is bound anew, goal by goal, and a new period is a programme of its own.
 */
export async function recordProgramme(
  ctx: Context,
  actor: string,
  body: ProgrammeBody,
): Promise<Outcome<Recorded>> {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest();
  return await inTransaction(ctx, async tx => {
    const before = await programmeByCode(tx, body.code);
    if (before !== undefined) {
      if (!before.wishDigest.equals(digest)) return refused('/code', 'programmeOtherwise');
      return { ok: true, value: { id: before.publicId, code: body.code, repeated: true } };
    }
    const problems = [...checkProgramme(body)];
    const parties = await knownParties(tx, body, problems);
    const follows = await predecessor(tx, body, problems);
    if (problems.length > 0) return { ok: false, problems };
    const publicId = ctx.newId('prg');
    const successors = await successorsAt(tx, [...parties.values()], localDateOf(ctx.clock.now()));
    const told = withSuccessors(body, parties, successors);
    const programme = await insertProgramme(ctx, tx, { ...told, publicId, digest, actor, follows });
    tx.journal({
      ...{ actor, kind: 'programme-recorded' },
      facts: { programme: publicId, id: programme, goals: body.goals.length, tasks: body.tasks.length },
    });
    return { ok: true, value: { id: publicId, code: body.code, repeated: false } };
  });
}

async function knownParties(
  tx: Tx,
  body: ProgrammeBody,
  problems: ProgrammeProblem[],
): Promise<ReadonlyMap<string, number>> {
  const named = body.tasks.flatMap((task, index) =>
    responsiblesOf(task, `/tasks/${index}`).flatMap(({ at, responsible: { party } }) =>
      party === undefined ? [] : [{ at: `${at}/party`, party }],
    ),
  );
  if (body.issuer !== undefined) named.push({ at: '/issuer', party: body.issuer });
  const ids = await partyIdsOf(tx, [...new Set(named.map(({ party }) => party))]);
  for (const { at, party } of named) {
    if (!ids.has(party)) problems.push(programmeProblem(at, 'partyUnknown', party));
  }
  return ids;
}

async function predecessor(
  tx: Tx,
  { follows }: ProgrammeBody,
  problems: ProgrammeProblem[],
): Promise<number | undefined> {
  if (follows === undefined) return undefined;
  const found = await programmeByCode(tx, follows);
  if (found === undefined) problems.push(programmeProblem('/follows', 'followsUnknown', follows));
  else if (await followedBy(tx, found.id)) problems.push(programmeProblem('/follows', 'followsTaken'));
  return found?.id;
}
