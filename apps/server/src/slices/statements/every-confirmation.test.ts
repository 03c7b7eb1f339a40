import { GRANTS, ROLES } from '@pinxin/contract/permissions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonCaller } from '../../http/caller.ts';
import { diskBlobs } from '../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../parties/testing/register-app.ts';
import { findProposal } from './proposals/proposal-store.ts';
import { registerStatementRoutes } from './routes.ts';
import { openRegister, type Register } from './testing/register.ts';
import { SAMPLES } from './testing/samples.ts';

const WEEK_MS = 7 * 86_400_000;
const STATES = ['waiting', 'confirmed', 'declined', 'expired'] as const;
type State = (typeof STATES)[number];
/** Who proposes and confirms here, whom it is about, who has nothing to do with it. */
const AT = ['centre', 'coop', 'rival'] as const;

let a: RegisterApp;
let r: Register;
let proposer: PersonCaller;
let second: PersonCaller;
let number = 0;

beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs('/nonexistent')));
  r = await openRegister(a);
  await r.grant({ kind: 'certification', needsSecondPerson: true });
  const decider = () => a.person('decider', { party: r.party.centre });
  [proposer, second] = [at(decider(), 'centre'), at(decider(), 'centre')];
});
afterAll(() => a.close());

function at(made: PersonCaller, who: (typeof AT)[number]): PersonCaller {
  return { ...made, memberships: made.memberships.map(one => ({ ...one, partyPublicId: `pty_${who}` })) };
}

const confirm = (caller: PersonCaller, id: string) =>
  a.send(caller, 'POST', `/statement-proposals/${id}/confirmation`);
const decline = (caller: PersonCaller, id: string) =>
  a.send(caller, 'POST', `/statement-proposals/${id}/refusal`, { payload: { reason: '证据不足' } });

/** A certificate that waits for its second person, or what became of that. */
async function inState(state: State): Promise<string> {
  const payload = {
    ...{ kind: 'certification', subject: { party: 'pty_coop' }, number: `TWO-${++number}` },
    ...{ validFrom: '2026-07-01', validTo: '2029-06-30', legalBasis: { 'zh-CN': '（演示）办法 第十条' } },
    content: SAMPLES.certification,
  };
  const proposed = await a.send(proposer, 'POST', '/statements', { payload });
  expect(proposed.statusCode, proposed.body).toBe(202);
  const { proposal } = proposed.json() as { proposal: string };
  if (state === 'confirmed') expect((await confirm(second, proposal)).statusCode).toBe(200);
  if (state === 'declined') expect((await decline(second, proposal)).statusCode).toBe(204);
  return proposal;
}

const outcomeOf = async (id: string) => (await findProposal(a.database, id))?.outcome;
const statements = async () => (await a.database.pool.query('select from statement')).rowCount ?? 0;
const standing = async (id: string) => ({ outcome: await outcomeOf(id), statements: await statements() });

/** What the law of two persons gives for each: status, and how the proposal stands afterwards. */
const GIVES = {
  confirm: {
    waiting: [200, 'confirmed'],
    confirmed: [200, 'confirmed'],
    declined: [422, 'declined'],
    expired: [422, null],
  },
  decline: {
    waiting: [204, 'declined'],
    confirmed: [422, 'confirmed'],
    declined: [204, 'declined'],
    expired: [422, null],
  },
} as const;

test.each(STATES)(
  'what is %s is confirmed and declined by whom the table lets, and by nobody else',
  async state => {
    const everybody = ROLES.flatMap(role =>
      AT.map(who => ({ role, who, caller: at(a.person(role, { party: r.party[who] }), who) })),
    );
    for (const action of ['confirm', 'decline'] as const) {
      let id = await inState(state);
      for (const { role, who, caller } of [
        ...everybody,
        { role: 'decider' as const, who: 'centre', caller: proposer },
      ]) {
        const before = await standing(id);
        if (state === 'expired') a.clock.advance(WEEK_MS);
        const reply = await (action === 'confirm' ? confirm : decline)(caller, id);
        if (state === 'expired') a.clock.advance(-WEEK_MS);
        const what = `${role} at ${who}: ${action} what is ${state} gave ${reply.statusCode} ${reply.body}`;
        const after = await standing(id);
        if (GRANTS[role]['statement.issue'] === undefined) expect(reply.statusCode, what).toBe(403);
        else if (who !== 'centre') expect(reply.json().code, what).toBe('proposalUnknown');
        else if (action === 'confirm' && caller === proposer)
          expect(reply.json().code, what).toBe('samePerson');
        else {
          const [status, outcome] = GIVES[action][state];
          expect(reply.statusCode, what).toBe(status);
          const more = action === 'confirm' && state === 'waiting' ? 1 : 0;
          expect(after, what).toEqual({ outcome, statements: before.statements + more });
          id = await inState(state);
          continue;
        }
        expect(after, what).toEqual(before);
      }
    }
  },
);
