import { nextMoment, readSchedule } from '@pinxin/epcis/schedule';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { documentOf } from '../query/query-events.ts';
import {
  announceSender,
  type Claimed,
  claimDue,
  type Delivery,
  endDelivery,
  giveUpDelivery,
  holdSubscription,
  noteFailure,
  openDelivery,
  settle,
  takeBackDelivery,
} from './delivery-store.ts';
import { forgetDelivered, storedEvents } from './delivery-views.ts';
import type { AllowedNetworks } from './destination.ts';
import { type Outcome, WebhookSender } from './send-webhook.ts';
import { LARGEST_BATCH } from './subscription.ts';
import { holdFollower } from './subscription-store.ts';

/** Requests under way at a time, over all receivers. */
const AT_A_TIME = 16;
/** How long a process has a subscription for itself, ms: longer than a request may take. */
const LEASE = 60_000;
const EVERY = 500;
/** First pause after a failure, doubled each time up to the longest, ms. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 3_600_000;
/** About half a day of trying; then a person decides. */
const MOST_ATTEMPTS = 20;
/** So many requests given up in a row, and the subscription is halted: nobody listens there. */
const MOST_GIVEN_UP = 5;
const KEPT_MS = 30 * 86_400_000;

/** Sends what subscribers are owed, each one's in order, each request until it is taken or given up. */
export class Deliverer {
  readonly #ctx: Context;
  readonly #sender: WebhookSender;
  readonly #running = new Set<Promise<void>>();
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #forgottenAt = 0;
  #isStopped = false;

  constructor(ctx: Context, allowed: AllowedNetworks) {
    this.#ctx = ctx;
    this.#sender = new WebhookSender(allowed);
  }

  /** Begins, and goes on until stopped. */
  async start(): Promise<void> {
    this.#leave = await announceSender(this.#ctx);
    this.wake();
  }

  /** Looks now instead of in a while. */
  wake(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#turn = this.#turn
      .then(() => this.#look())
      .catch(error => this.#ctx.log.warn({ err: error }, 'webhooks could not be looked for'))
      .then(() => {
        clearTimeout(this.#timer);
        if (this.#isStopped) return;
        this.#timer = setTimeout(() => this.wake(), EVERY);
        this.#timer.unref();
      });
  }

  /** Starts nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
    await Promise.all(this.#running);
    this.#sender.close();
    this.#leave?.();
  }

  /** Sends what is due now, and waits for it: for tests. How many requests there were. */
  async sendDue(): Promise<number> {
    const claimed = await claimDue(this.#ctx, AT_A_TIME, LEASE);
    await Promise.all(claimed.map(one => this.#serve(one)));
    return claimed.length;
  }

  async #look(): Promise<void> {
    if (this.#isStopped) return;
    const room = AT_A_TIME - this.#running.size;
    if (room <= 0) return;
    for (const one of await claimDue(this.#ctx, room, LEASE)) {
      const serving = this.#serve(one)
        .catch(error => this.#ctx.log.error({ err: error, subscription: one.publicId }, 'a webhook broke'))
        .finally(() => {
          this.#running.delete(serving);
          this.wake();
        });
      this.#running.add(serving);
    }
    await this.#forget();
  }

  async #serve(one: Claimed): Promise<void> {
    const delivery = await inTransaction(this.#ctx, tx =>
      openDelivery(tx, one, this.#ctx.newId('dlv'), one.schedule !== null && one.reportIfEmpty),
    );
    if (delivery === undefined) {
      const nextAt = nextTick(one, this.#ctx.clock.now());
      const { failures, givenUp } = one;
      return await inTransaction(this.#ctx, async tx => {
        if (!(await holdSubscription(tx, one.id))) return;
        await settle(tx, one.id, { nextAt, failures, givenUp, lastError: null });
      });
    }
    const outcome = await this.#send(one, delivery);
    await inTransaction(this.#ctx, tx => record(tx, one, delivery, outcome));
  }

  async #send(one: Claimed, { publicId, events }: Delivery): Promise<Outcome> {
    const ctx = this.#ctx;
    const sentAt = ctx.clock.now();
    const format = one.format ?? { kind: 'json' };
    const names = { queryName: one.queryName, subscriptionId: one.publicId };
    const body = await documentOf(ctx, await storedEvents(ctx, events), format, names, sentAt);
    const secret = ctx.secrets.open(one.secret, secretPurpose(one.publicId));
    const { dest, publicId: subscription } = one;
    return await this.#sender.send({ dest, body, format, delivery: publicId, subscription, secret, sentAt });
  }

  async #forget(): Promise<void> {
    const now = this.#ctx.clock.now().getTime();
    if (now - this.#forgottenAt < 3_600_000) return;
    this.#forgottenAt = now;
    await forgetDelivered(this.#ctx, new Date(now - KEPT_MS));
  }
}

/** What a subscriber's secret is sealed for. */
export function secretPurpose(subscription: string): string {
  return `signature token of ${subscription}`;
}

/** Writes down what became of a request, and when the next is due: together, or not at all. */
async function record(tx: Tx, one: Claimed, delivery: Delivery, outcome: Outcome): Promise<void> {
  const count = delivery.events.length;
  if (outcome.kind !== 'accepted' && !(outcome.kind === 'tooLarge' && count > 1))
    return await recordFailure(tx, one, delivery, outcome);
  // Ended meanwhile: there is nothing left to write down.
  if (!(await holdSubscription(tx, one.id))) return;
  if (outcome.kind === 'accepted') {
    await endDelivery(tx, delivery.id, outcome.status);
    const nextAt = one.schedule !== null && count === one.batch ? tx.at : nextTick(one, tx.at);
    // A receiver that once wanted less is trusted with more again, slowly.
    const batch = Math.min(
      LARGEST_BATCH,
      count === one.batch ? one.batch + Math.ceil(one.batch / 8) : one.batch,
    );
    return await settle(tx, one.id, {
      ...{ nextAt, failures: 0, givenUp: 0, lastError: null, batch },
      notifiedAt: tx.at,
    });
  }
  await takeBackDelivery(tx, delivery.id);
  const { failures, givenUp } = one;
  await settle(tx, one.id, {
    ...{ nextAt: tx.at, failures, givenUp, lastError: 'tooLarge' },
    batch: Math.floor(count / 2),
  });
}

async function recordFailure(
  tx: Tx,
  one: Claimed,
  delivery: Delivery,
  outcome: Exclude<Outcome, { kind: 'accepted' }>,
): Promise<void> {
  const error = outcome.kind === 'failed' ? outcome.error : outcome.kind;
  const status = outcome.kind === 'failed' ? outcome.status : outcome.kind === 'gone' ? 410 : 413;
  const failures = one.failures + 1;
  // One event that is too large stays too large.
  const isDead = delivery.attempts + 1 >= MOST_ATTEMPTS || outcome.kind === 'tooLarge';
  const givenUp = one.givenUp + (isDead ? 1 : 0);
  const halts = outcome.kind === 'gone' || givenUp >= MOST_GIVEN_UP;
  // The follower first, always: whoever needs both waits in this order.
  const haltedAt = halts ? { haltedAt: await holdFollower(tx) } : {};
  if (!(await holdSubscription(tx, one.id))) return;
  await noteFailure(tx, delivery.id, error, status);
  if (isDead) await giveUpDelivery(tx, delivery.id);
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 20));
  const nextAt = isDead ? nextTick(one, tx.at) : new Date(tx.at.getTime() + pause);
  const told = status === undefined ? error : `${error} ${status}`;
  await settle(tx, one.id, {
    ...{ nextAt, failures: isDead ? 0 : failures, givenUp, lastError: told },
    ...haltedAt,
  });
}

/** When a scheduled one is looked at again; null for one that is told at once. */
function nextTick({ schedule }: Claimed, now: Date): Date | null {
  if (schedule === null) return null;
  const read = readSchedule(schedule);
  const next = read.ok ? nextMoment(read.value, now.getTime()) : undefined;
  return next === undefined ? null : new Date(next);
}
