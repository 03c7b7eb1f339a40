import { randomBytes } from 'node:crypto';
import { nextMoment } from '@pinxin/epcis/schedule';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import type { AnswerFormat } from '../query/answer-format.ts';
import type { Acting } from './create-query.ts';
import { secretPurpose } from './deliverer.ts';
import { type AllowedNetworks, judgeDestination } from './destination.ts';
import { holdNamedQuery, namedQuery } from './named-query-store.ts';
import { readWhen } from './read-subscription.ts';
import type { Refusal, SubscriptionProblem } from './refusal.ts';
import { MOST_SUBSCRIPTIONS } from './subscription.ts';
import {
  alikeSubscriptions,
  entryBefore,
  holdFollower,
  holdParty,
  insertSubscription,
  lastEntry,
} from './subscription-store.ts';

/** A subscription that was made. */
export interface Made {
  readonly subscriptionID: string;
  /** False when the same was there already. */
  readonly isNew: boolean;
  /** Only where the subscriber left it to us to make one; told this once. */
  readonly signatureToken?: string;
}

const MEMBERS: ReadonlySet<string> = new Set([
  ...['dest', 'signatureToken', 'initialRecordTime', 'reportIfEmpty', 'schedule', 'stream'],
]);
/** What a query that is asked once may say and a subscription may not: it has no end at which to count or to order. */
const NOT_PERMITTED = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount'];
const SHORTEST_SECRET = 16;

/**
 * Subscribes a receiver to a named query. It is told of everything that is captured from now on, or since
 * `initialRecordTime`: its place in the journal is taken together with its row, so that nothing falls between.
 */
export async function createSubscription(
  ctx: Context,
  allowed: AllowedNetworks,
  acting: Acting & { readonly seesAll: boolean },
  queryName: string,
  format: AnswerFormat,
  body: Readonly<Record<string, unknown>>,
): Promise<Result<Made, Refusal>> {
  const query = await namedQuery(ctx, acting.party, queryName);
  if (query === undefined) return refuse({ code: 'noSuchQuery' });
  const parameters = NOT_PERMITTED.filter(name => Object.hasOwn(query.query, name));
  if (parameters.length > 0) return refuse({ code: 'notPermitted', parameters });
  const problems: SubscriptionProblem[] = [];
  for (const name of Object.keys(body))
    if (!MEMBERS.has(name) && !name.includes(':')) problems.push({ at: `/${name}`, code: 'unknownMember' });
  const dest = typeof body.dest === 'string' ? judgeDestination(body.dest, allowed) : 'notAnAddress';
  if (typeof dest === 'string') problems.push({ at: '/dest', code: dest });
  const given = body.signatureToken;
  if (
    given !== undefined &&
    (typeof given !== 'string' || given.length < SHORTEST_SECRET || given.length > 500)
  )
    problems.push({ at: '/signatureToken', code: 'secretTooShort' });
  const when = readWhen(body, ctx.clock.now(), problems);
  if (problems.length > 0 || typeof dest === 'string') return refuse({ code: 'subscriptionWrong', problems });
  const token = typeof given === 'string' ? given : randomBytes(24).toString('base64url');
  const publicId = ctx.newId('sub');
  const secret = ctx.secrets.seal(Buffer.from(token, 'utf8'), secretPurpose(publicId));
  const schedule = when.schedule?.given;
  const made = await inTransaction(ctx, async tx => {
    const follower = await holdFollower(tx);
    await holdParty(tx, acting.party);
    if (!(await holdNamedQuery(tx, query.id))) return refuse({ code: 'noSuchQuery' as const });
    // The same receiver, times and token again: the answer was lost, not wanted twice.
    const alike = await alikeSubscriptions(tx, { query: query.id, dest: dest.href, schedule, format });
    const known = alike.find(one => tokenOf(ctx, one) === token);
    if (known !== undefined) return ok(known.publicId);
    const from =
      when.initialRecordTime === undefined
        ? await lastEntry(tx)
        : await entryBefore(tx, when.initialRecordTime);
    const next = when.schedule && nextMoment(when.schedule.read, tx.at.getTime());
    const { party, seesAll, actor: by } = acting;
    const kept = await insertSubscription(
      tx,
      {
        ...{ publicId, query: query.id, party, seesAll, dest: dest.href, secret, by, schedule, format },
        reportIfEmpty: when.reportIfEmpty,
        initialRecordTime: when.initialRecordTime,
        nextAt: next === undefined ? undefined : new Date(next),
      },
      from === follower ? undefined : from,
      MOST_SUBSCRIPTIONS,
    );
    if (!kept) return refuse({ code: 'tooManySubscriptions' as const, most: MOST_SUBSCRIPTIONS });
    tx.journal({ actor: by, kind: 'subscription-made', facts: { party, subscription: publicId } });
    return ok(publicId);
  });
  if (!made.ok) return made;
  const isNew = made.value === publicId;
  return ok({ subscriptionID: made.value, isNew, ...(given === undefined ? { signatureToken: token } : {}) });
}

function tokenOf(
  { secrets }: Context,
  { publicId, secret }: { readonly publicId: string; readonly secret: Uint8Array },
): string {
  return Buffer.from(secrets.open(secret, secretPurpose(publicId))).toString('utf8');
}
