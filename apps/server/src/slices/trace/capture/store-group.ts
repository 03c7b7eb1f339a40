import type { Context } from '../../../kernel/context.ts';
import type { Step } from '../../../kernel/db/pipeline.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { batchStep } from '../../../kernel/transparency/append-batch.ts';
import {
  insertDeclarations,
  insertRows,
  insertTellers,
  insertVoids,
  type NewDeclaration,
  openingOf,
  readOpening,
} from './capture-store.ts';
import type { CaptureUnit, Outcome, UnitResult } from './capture-unit.ts';
import {
  decideGroup,
  type Entry,
  type GroupDecision,
  isProblem,
  keysOf,
  type UnitDecision,
} from './decide-group.ts';
import type { EventIds, IdRange } from './event-ids.ts';
import type { PreparedEvent } from './prepared-event.ts';
import type { GroupRows } from './rows.ts';
import { EVENTS_A_TURN, nextTurn } from './turns.ts';

/** Events of a group from which on they are sent while their lots, links and fields are still made into rows. */
const SENT_AHEAD_FROM = 100;

/**
 * Stores a group of units in one transaction: events, what they void, who told them again, finished jobs, and one
 * journal entry for each party. Answers the result of each unit, in order. A unique violation means that another
 * process stored one of the events: run it again. Two round trips: look, then write and commit.
 */
export async function storeGroup(
  ctx: Context,
  units: readonly CaptureUnit[],
  ids: EventIds,
  rows: GroupRows,
): Promise<readonly UnitResult[]> {
  const keys = keysOf(units);
  const declares = units.some(unit => unit.events.some(({ event }) => event.errorDeclaration !== undefined));
  const epochs = new Set(units.flatMap(unit => unit.events.map(({ numbers }) => numbers.epoch)));
  const results = await inTransaction(
    ctx,
    async tx => {
      const decision = decideGroup(units, keys, readOpening(tx.opened, epochs, keys));
      const ranges = await ids.take(decision.fresh.length);
      const recordedAt = tx.at.getTime();
      rows.clear();
      numberEntries(decision.fresh, ranges);
      await inTurns(decision.fresh, ({ id, party }, fresh) => rows.addEvent(id, party, recordedAt, fresh));
      const isLarge = decision.fresh.length >= SENT_AHEAD_FROM;
      const events = stepsOf(rows.eventStep());
      const sent = isLarge ? insertRows(tx, events) : undefined;
      // A failure is told of below: nobody may go on adding rows when this group is tried again.
      sent?.catch(() => {});
      await inTurns(decision.fresh, ({ id, party }, fresh) => rows.addParts(id, party, fresh));
      await sent;
      for (const { party, prepared } of decision.tellers) rows.addTold(party, prepared);
      const results = decision.units.map(resultOf);
      for (const [index, result] of results.entries()) {
        const unit = units[index] as CaptureUnit;
        if (result.kind === 'taken' && unit.job !== undefined) {
          rows.addJob(unit.job(result.outcomes), recordedAt);
        }
      }
      await settle(tx, units, decision, [...(isLarge ? [] : events), ...rows.partSteps()]);
      intoLog(ctx, tx, decision.fresh, ranges);
      for (const [index, result] of results.entries()) {
        if (result.kind === 'taken') await units[index]?.alongside?.(tx, result.outcomes);
      }
      return results;
    },
    openingOf(declares, epochs, keys),
  );
  rows.committed();
  return results;
}

/** The rows, what follows from the events being there, and the journal. */
async function settle(
  tx: Tx,
  units: readonly CaptureUnit[],
  { fresh, tellers }: GroupDecision,
  steps: readonly Step[],
): Promise<void> {
  const voided = new Map<number, number[]>();
  const note = (party: number, event: number): void => {
    const list = voided.get(party);
    if (list === undefined) voided.set(party, [event]);
    else list.push(event);
  };
  const late = fresh.filter(({ declaredBy }) => declaredBy.length > 0);
  const declarations = fresh.flatMap(declarationOf);
  if (late.length > 0 || declarations.length > 0) await insertRows(tx, steps);
  else steps.forEach(tx.last);
  if (late.length > 0) {
    await insertVoids(
      tx,
      late.map(({ id, declaredBy }) => ({ event: id, declaredBy: declaredBy[0]?.id ?? 0 })),
    );
    for (const { id, party } of late) note(party, id);
  }
  if (declarations.length > 0) {
    const parties = new Map(declarations.map(({ event, party }) => [event, party]));
    for (const { event, party } of declarations) note(party, event);
    for (const { event, declaredBy } of await insertDeclarations(tx, declarations)) {
      note(parties.get(declaredBy) as number, event);
    }
  }
  const retold =
    tellers.length === 0
      ? []
      : await insertTellers(
          tx,
          tellers.map(({ entry, party }) => ({ event: entry.id, party })),
        );
  journal(tx, units, fresh, voided, retold);
}

async function inTurns(
  entries: readonly Entry[],
  add: (entry: Entry, fresh: PreparedEvent) => void,
): Promise<void> {
  for (const [index, entry] of entries.entries()) {
    if (index % EVENTS_A_TURN === EVENTS_A_TURN - 1) await nextTurn();
    if (entry.fresh !== undefined) add(entry, entry.fresh);
  }
}

const stepsOf = (step: Step | undefined): readonly Step[] => (step === undefined ? [] : [step]);

/** The group as one leaf of the transparency log: whoever has an event can prove when it was told. */
function intoLog(ctx: Context, tx: Tx, fresh: readonly Entry[], ranges: readonly IdRange[]): void {
  const hashes = fresh.flatMap(entry => (entry.fresh === undefined ? [] : [entry.fresh.hash]));
  if (hashes.length > 0) tx.last(batchStep({ record: ctx.newId('bat'), at: tx.at, hashes, ranges }));
}

function declarationOf({ id, party, fresh }: Entry): readonly NewDeclaration[] {
  if (fresh?.event.errorDeclaration === undefined) return [];
  return [{ event: id, party, hash: fresh.event.hash, eventId: fresh.event.eventId }];
}

/**
 * One entry a party: `ranges` of new event numbers, their `count`, and `voided`, the events that from now on count
 * no more (declarations among them; they may be of earlier entries). Repeats by a second party are `events-retold`.
 */
function journal(
  tx: Tx,
  units: readonly CaptureUnit[],
  fresh: readonly Entry[],
  voided: ReadonlyMap<number, readonly number[]>,
  retold: readonly { readonly event: number; readonly party: number }[],
): void {
  const ranges = rangesByParty(fresh);
  for (const [party, actor] of new Map(units.map(unit => [unit.party, unit.actor]))) {
    const own = ranges.get(party);
    if (own !== undefined) {
      const count = own.reduce((sum, [first, last]) => sum + last - first + 1, 0);
      const facts = { party, count, ranges: own };
      const gone = voided.get(party);
      tx.journal({
        actor,
        kind: 'events-captured',
        facts: gone === undefined ? facts : { ...facts, voided: gone },
      });
    }
    const events = retold.filter(each => each.party === party).map(({ event }) => event);
    if (events.length > 0) tx.journal({ actor, kind: 'events-retold', facts: { party, events } });
  }
}

function rangesByParty(fresh: readonly Entry[]): ReadonlyMap<number, readonly IdRange[]> {
  const ranges = new Map<number, [number, number][]>();
  for (const { id, party } of fresh) {
    const own = ranges.get(party);
    const last = own?.at(-1);
    if (last !== undefined && last[1] === id - 1) last[1] = id;
    else if (own !== undefined) own.push([id, id]);
    else ranges.set(party, [[id, id]]);
  }
  return ranges;
}

function numberEntries(fresh: readonly Entry[], ranges: readonly IdRange[]): void {
  let place = 0;
  for (const [first, last] of ranges) {
    for (let id = first; id <= last && place < fresh.length; id += 1) {
      (fresh[place] as Entry).id = id;
      place += 1;
    }
  }
}

function resultOf(decision: UnitDecision): UnitResult {
  if (decision.kind === 'refused') return decision;
  const outcomes = decision.events.map((decided): Outcome => {
    if (isProblem(decided)) return { kind: 'refused', problem: decided };
    return { kind: decided.first ? 'stored' : 'repeated', event: decided.entry.id };
  });
  return { kind: 'taken', outcomes };
}
