import { GRANTS, type Permission, ROLES, type Role } from '@pinxin/contract/permissions';
import {
  STATEMENT_ACTIONS,
  STATEMENT_STATUSES,
  type StatementStatus,
} from '@pinxin/contract/statements/status';
import { stepOf } from '@pinxin/rules/lifecycle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonCaller } from '../../http/caller.ts';
import { diskBlobs } from '../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../parties/testing/register-app.ts';
import { STATEMENT_LIFECYCLE } from './lifecycle.ts';
import { registerStatementRoutes } from './routes.ts';
import { issuedId, openRegister, type Register } from './testing/register.ts';
import { SAMPLES } from './testing/samples.ts';

/** Nothing is put into it here. */
const NO_FILES = '/nonexistent';
/** Who issues certificates here, who holds them, who has nothing to do with them. */
const AT = ['centre', 'coop', 'rival'] as const;
type At = (typeof AT)[number];
interface Somebody {
  readonly role: Role;
  readonly at: At;
  readonly caller: PersonCaller;
}

let a: RegisterApp;
let r: Register;
let everybody: readonly Somebody[];
let number = 0;

beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs(NO_FILES)));
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  everybody = ROLES.flatMap(role =>
    AT.map(at => {
      const made = a.person(role, { party: r.party[at] });
      const memberships = made.memberships.map(one => ({ ...one, partyPublicId: `pty_${at}` }));
      return { role, at, caller: { ...made, memberships } };
    }),
  );
});
afterAll(() => a.close());

/** A certificate that came into a state as certificates do. */
async function inState(state: StatementStatus): Promise<string> {
  const id = issuedId(await r.issue(state === 'expired' ? { validTo: '2026-07-10' } : {}));
  if (state === 'superseded') issuedId(await r.issue({ supersedes: id }));
  const by = { suspended: 'suspend', withdrawn: 'withdraw', cancelled: 'cancel' } as const;
  if (state in by) await r.change({ statement: id, to: by[state as keyof typeof by] });
  return id;
}

async function standingOf(id: string): Promise<unknown> {
  const { rows } = await a.database.pool.query(
    'select c.status, c.seq from statement s join statement_state c on c.statement = s.id where s.public_id = $1',
    [id],
  );
  return rows[0];
}

/** Lets everybody do something to a statement; after each who may, a fresh one; after each who may not, as it was. */
async function tryAll(
  state: StatementStatus,
  power: Permission,
  told: string,
  send: (caller: PersonCaller, id: string) => ReturnType<RegisterApp['send']>,
  stepFor: (at: At) => { readonly may: boolean; readonly to: string | undefined },
): Promise<void> {
  let id = await inState(state);
  let before = await standingOf(id);
  for (const { role, at, caller } of everybody) {
    const reply = await send(caller, id);
    const { may, to } = stepFor(at);
    const what = `${role} at ${at}: ${told} in ${state} gave ${reply.statusCode} ${reply.body}`;
    if (GRANTS[role][power] === undefined || !may) expect(reply.statusCode, what).toBe(403);
    else if (to === undefined) expect(reply.statusCode, what).toBe(422);
    else {
      expect(reply.statusCode, what).toBe(201);
      expect(await standingOf(id), what).toMatchObject({ status: to });
      id = await inState(state);
      before = await standingOf(id);
      continue;
    }
    expect(await standingOf(id), what).toEqual(before);
  }
  expect((await a.send(undefined, 'POST', `/statements/${id}/changes`, { payload: {} })).statusCode).toBe(
    401,
  );
}

const CHANGE = { reason: '另一理由', legalBasis: '（演示）办法 第二十一条' };

test.each(STATEMENT_STATUSES)(
  'from %s each change is made by whom the table lets, and by nobody else',
  async state => {
    for (const action of STATEMENT_ACTIONS) {
      const send = (caller: PersonCaller, id: string) =>
        a.send(caller, 'POST', `/statements/${id}/changes`, { payload: { ...CHANGE, to: action } });
      await tryAll(state, 'statement.change', action, send, at => {
        const isHolder = at === 'coop' && action === 'cancel';
        const step = stepOf(STATEMENT_LIFECYCLE, state, action, isHolder ? 'holder' : 'issuer');
        return { may: at === 'centre' || isHolder, to: step.ok ? step.to : undefined };
      });
    }
  },
);

function certificate(more: object): object {
  return {
    ...{ kind: 'certification', subject: { party: 'pty_coop' }, number: `EVERY-${++number}` },
    ...{ validFrom: '2026-07-01', validTo: '2029-06-30', legalBasis: { 'zh-CN': '（演示）办法 第十条' } },
    ...{ content: SAMPLES.certification, ...more },
  };
}

test.each(STATEMENT_STATUSES)(
  'from %s a correction is made by whom the table lets, and by nobody else',
  async state => {
    const send = (caller: PersonCaller, id: string) =>
      a.send(caller, 'POST', '/statements', { payload: certificate({ supersedes: id }) });
    await tryAll(state, 'statement.issue', 'correct', send, at => {
      const step = stepOf(STATEMENT_LIFECYCLE, state, 'supersede', 'issuer');
      return { may: at === 'centre', to: step.ok ? step.to : undefined };
    });
  },
);

test('nobody brings an end of term or a supersession about by a change', async () => {
  const id = await inState('valid');
  for (const { role, at, caller } of everybody) {
    for (const to of ['expire', 'supersede', 'issue']) {
      const reply = await a.send(caller, 'POST', `/statements/${id}/changes`, { payload: { ...CHANGE, to } });
      const mayChange = GRANTS[role]['statement.change'] !== undefined;
      expect([400, ...(mayChange ? [422] : [403])], `${role} at ${at}: ${to} ${reply.body}`).toContain(
        reply.statusCode,
      );
    }
  }
  expect(await standingOf(id)).toMatchObject({ status: 'valid', seq: 0 });
});

test('a statement is issued by whom the table lets at a party with a mandate, and by nobody else', async () => {
  for (const { role, at, caller } of everybody) {
    const reply = await a.send(caller, 'POST', '/statements', { payload: certificate({}) });
    const may = GRANTS[role]['statement.issue'] !== undefined && at === 'centre';
    expect(reply.statusCode, `${role} at ${at}: ${reply.body}`).toBe(may ? 201 : 403);
  }
});

test('a mandate is granted by whom the table lets, and by nobody else', async () => {
  for (const { role, at, caller } of everybody) {
    const request = `every-${++number}-grant`;
    const payload = {
      request,
      holder: 'pty_lab',
      kind: 'testReport',
      validFrom: '2026-01-01',
      legalBasis: '演示',
    };
    const reply = await a.send(caller, 'POST', '/mandates', { payload });
    const may = GRANTS[role]['mandate.grant'] !== undefined;
    expect(reply.statusCode, `${role} at ${at}: ${reply.body}`).toBe(may ? 201 : 403);
  }
});

/** How a mandate stands, and what ending it from today gives whoever may. */
const MANDATES = [
  ['in force', { validFrom: '2026-01-01' }, 204],
  ['not begun', { validFrom: '2027-01-01' }, 204],
  ['over', { validFrom: '2026-01-01', validTo: '2026-06-30' }, 422],
  ['ended already', { validFrom: '2026-01-01' }, 422],
] as const;

test.each(MANDATES)(
  'a mandate that is %s is ended by whom the table lets, and by nobody else',
  async (how, term, gives) => {
    const fresh = async (): Promise<string> => {
      const id = await r.grant({ kind: 'testReport', holder: r.party.lab, ...term });
      if (how === 'ended already') await end(administrator, id, '2026-09-01');
      return id;
    };
    const administrator = everybody.find(({ role }) => role === 'administrator')!.caller;
    let id = await fresh();
    for (const { role, at, caller } of everybody) {
      const reply = await end(caller, id, '2026-08-01');
      const may = GRANTS[role]['mandate.grant'] !== undefined;
      expect(reply.statusCode, `${role} at ${at}: ${reply.body}`).toBe(may ? gives : 403);
      if (may && gives === 204) id = await fresh();
    }
  },
);

function end(caller: PersonCaller, id: string, from: string): ReturnType<RegisterApp['send']> {
  const payload = { from, reason: '演示', legalBasis: '演示' };
  return a.send(caller, 'POST', `/mandates/${id}/end`, { payload });
}
