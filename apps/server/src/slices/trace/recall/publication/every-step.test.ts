import { GRANTS, type Permission, ROLES, type Role } from '@pinxin/contract/permissions';
import { RECALL_STATES, type RecallState } from '@pinxin/contract/recall';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonCaller } from '../../../../http/caller.ts';
import { lot } from '../../testing/events.ts';
import { draftOf, type RecallApp, recallApp, tellChain } from '../testing/recall-app.ts';
import { judgeStep, type RecallStep, TRANSITIONS } from './lifecycle.ts';

let t: RecallApp;
/** One recall of the authority, one of the packer's own. */
const ids = { authority: '', packer: '' };

beforeAll(async () => {
  t = await recallApp({
    person: (secret, party) => {
      const [name = '', role] = secret.split(':');
      return (ROLES as readonly string[]).includes(role ?? '')
        ? person(name, role as Role, party(name))
        : undefined;
    },
  });
  await tellChain(t);
  const theirs = await t.send('authority', 'POST', '/recalls', draftOf('theirs', [lot('DRY')]));
  ids.authority = theirs.json().id;
  await t.database.pool.query('update product set party = null');
  const own = await t.send(
    'packer:enterpriseManager',
    'POST',
    '/own-recalls',
    draftOf('own-recall', [lot('DRY')]),
  );
  ids.packer = own.json().id;
});
afterAll(() => t.close());

function person(name: string, role: Role, party: number): PersonCaller {
  return {
    ...{ kind: 'person', account: 1, publicId: `acc_${name}`, name, assurance: 'secondFactor' },
    memberships: [{ party, partyPublicId: `pty_${name}`, role, division: null }],
  };
}

/** Puts both recalls into a state, as if they had come there. */
async function put(state: RecallState): Promise<void> {
  const wasPublished = state === 'published' || state === 'ended';
  await t.database.pool.query('delete from recall_lot');
  await t.database.pool.query(
    `update recall set state = $1, published_at = case when $2 then now() end, watermark = case when $2 then 1 end,
            closed_at = case when $1 in ('ended', 'withdrawn') then now() end`,
    [state, wasPublished],
  );
}

const PATHS: Readonly<Record<RecallStep, string>> = {
  publish: 'publication',
  end: 'end',
  withdraw: 'withdrawal',
};
const WAYS: readonly (readonly [
  base: string,
  power: Permission,
  whose: 'authority' | 'packer',
  steps: readonly RecallStep[],
])[] = [
  ['/recalls', 'recall.publish', 'authority', ['publish', 'end', 'withdraw']],
  ['/own-recalls', 'recall.own', 'packer', ['publish', 'withdraw']],
];
const BODY = { reason: { 'zh-CN': '演示' } };

test.each(RECALL_STATES)(
  'from %s each step is taken by whom the table lets, and by nobody else',
  async state => {
    for (const [base, power, whose, steps] of WAYS) {
      for (const stepName of steps) {
        for (const role of ROLES) {
          for (const party of ['authority', 'packer', 'shop']) {
            await put(state);
            const url = `${base}/${ids[whose]}/${PATHS[stepName]}`;
            const body = stepName === 'publish' ? undefined : BODY;
            const { statusCode, body: text } = await t.send(`${party}:${role}`, 'POST', url, body);
            const told = `${party}:${role} ${stepName} ${base} in ${state}: ${statusCode} ${text}`;
            const reach = GRANTS[role][power];
            const mine = reach === 'any' || (reach === 'own' && party === whose);
            if (!mine) {
              expect([403, 404], told).toContain(statusCode);
              continue;
            }
            const now = (await t.send('authority', 'GET', `/recalls/${ids[whose]}`)).json().state;
            const verdict = judgeStep(state, stepName);
            // Its own published recall an enterprise does not take back.
            const isHeld = base === '/own-recalls' && stepName === 'withdraw' && state === 'published';
            const allowed = verdict !== 'refused' && !isHeld;
            expect(statusCode, told).toBe(allowed ? 200 : 409);
            expect(now, told).toBe(allowed ? TRANSITIONS[stepName].to : state);
          }
        }
      }
    }
  },
  120_000,
);
