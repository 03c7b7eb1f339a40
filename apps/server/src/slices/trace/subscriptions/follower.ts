import type { Context } from '../../../kernel/context.ts';
import {
  headOfJournal,
  movePosition,
  takePosition,
  waitingUpTo,
} from '../../../kernel/journal/position-store.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import type { Viewer } from '../query/visibility.ts';
import {
  changeOfSubscriptions,
  type Follows,
  insertDue,
  liveSubscriptions,
  moveSubscription,
  placeOfFollower,
  type Told,
  takeBehind,
  toldBehind,
} from './follow-store.ts';
import { matchEvents } from './match-events.ts';
import { readNamedQuery } from './read-named-query.ts';
import { FOLLOWER } from './subscription.ts';
import type { Watch } from './watch.ts';
import { WatchIndex } from './watch-index.ts';

const KINDS = ['events-captured'];
/** Entries and events of one transaction. */
const ENTRIES = 500;
const EVENTS = 2_000;
/** Facts of so many events are held at once, also of a document of ten thousand. */
const EVENTS_AT_ONCE = 1_000;

/**
 * The follower of all subscriptions: reads each captured event once, finds whom it is for, and owes it to them, in the
 * transaction that also moves its place in the journal. What was owed is owed once, whatever ends the process.
 */
export class SubscriptionFollower {
  readonly #ctx: Context;
  #index = new WatchIndex<number>([]);
  #mark: string | undefined;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Works until nothing is left, or `goesOn` says no. Whether anything was owed to anybody. */
  async catchUp(goesOn: () => boolean = () => true): Promise<boolean> {
    let owed = false;
    while (goesOn()) {
      const live = await this.#follow();
      const behind = await this.#bringForward();
      owed ||= live === 'owed' || behind === 'owed';
      if (live === 'idle' && behind === 'idle') break;
    }
    return owed;
  }

  /** One turn with all that ride together. `idle`: there was nothing, or another process is at it. */
  async #follow(): Promise<Turn> {
    if ((await headOfJournal(this.#ctx)) === 0) return 'idle';
    return await inTransaction(this.#ctx, async tx => {
      const after = await takePosition(tx, FOLLOWER);
      if (after === undefined) return 'idle';
      const told = await toldBehind(tx, after, ENTRIES, EVENTS);
      const last = told.at(-1);
      if (last === undefined) return 'idle';
      await this.#refresh(tx);
      if (this.#index.size === 0) {
        // Nobody listens: whoever subscribes next takes their place behind this one.
        await movePosition(tx, FOLLOWER, (await waitingUpTo(this.#ctx, FOLLOWER, KINDS)) ?? last.seq);
        return 'moved';
      }
      const owed = await owe(tx, this.#index, told);
      await movePosition(tx, FOLLOWER, last.seq);
      return owed ? 'owed' : 'moved';
    });
  }

  /** One turn of one that is behind: on its own until it has caught up, then it rides with the others. */
  async #bringForward(): Promise<Turn> {
    return await inTransaction(this.#ctx, async tx => {
      const one = await takeBehind(tx);
      if (one === undefined) return 'idle';
      const follower = await placeOfFollower(tx);
      // It was made while the follower was still on its way to what came before.
      if ((one.position ?? 0) > follower) return 'idle';
      const told = (await toldBehind(tx, one.position ?? 0, ENTRIES, EVENTS)).filter(
        ({ seq }) => seq <= follower,
      );
      const last = told.at(-1);
      const owed = await owe(tx, new WatchIndex(watchOf(one, tx.at)), told);
      const isThere = last === undefined || last.seq === follower;
      // Joining holds the follower, so that nothing falls between the two.
      if (isThere && (await takePosition(tx, FOLLOWER)) === follower) {
        await moveSubscription(tx, one.id, undefined);
      } else if (last !== undefined) await moveSubscription(tx, one.id, last.seq);
      else return 'idle';
      return owed ? 'owed' : 'moved';
    });
  }

  async #refresh(tx: Tx): Promise<void> {
    const mark = await changeOfSubscriptions(tx.client);
    if (mark === this.#mark) return;
    this.#index = new WatchIndex((await liveSubscriptions(tx.client)).flatMap(one => watchOf(one, tx.at)));
    this.#mark = mark;
  }
}

type Turn = 'idle' | 'moved' | 'owed';

async function owe(tx: Tx, index: WatchIndex<number>, told: readonly Told[]): Promise<boolean> {
  if (index.size === 0) return false;
  const events = told.flatMap(entry => entry.events);
  let owed = false;
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    const matches = await matchEvents(tx.client, index, events.slice(from, from + EVENTS_AT_ONCE));
    await insertDue(tx, matches);
    owed ||= matches.size > 0;
  }
  return owed;
}

/** What a subscription waits for; nothing where its query can no longer be read. */
function watchOf(one: Follows, now: Date): readonly Watch<number>[] {
  const read = readNamedQuery(one.parameters, { now });
  return read.ok ? [{ viewer: viewerOf(one), query: read.value.query, reader: one.id }] : [];
}

function viewerOf({ seesAll, party, also }: Follows): Viewer {
  return seesAll ? { kind: 'everything' } : { kind: 'party', party, also };
}
