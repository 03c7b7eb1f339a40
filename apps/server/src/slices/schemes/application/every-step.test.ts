import { GRANTS, ROLES } from '@pinxin/contract/permissions';
import { APPLICATION_ACTIONS, APPLICATION_STATES } from '@pinxin/contract/schemes/words';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextState, POWER_OF_ACTION, type StepPlan } from '../lifecycle.ts';
import { applied } from '../testing/journey.ts';
import { defineScheme, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';

let app: SchemesApp;
let id: string;
const PLAN: StepPlan = ['formalReview', 'materialReview', 'onSiteReview', 'publicNotice'];

beforeAll(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'certification');
  await defineScheme(app, 'green-food');
  id = await applied(app, 'coop:enterpriseManager', 'green-food');
});
afterAll(async () => await app.close());

/** Puts the application into a state, as if it had come there; its steps are forgotten. */
async function put(state: string): Promise<void> {
  const { pool } = app.database;
  await pool.query(
    'update application set statement = null, number = null, state = $1 where public_id = $2',
    ['draft', id],
  );
  await pool.query('delete from application_step');
  await pool.query(
    `update application set state = $1, revision = 7, notice_from = '2026-07-01', notice_until = '2026-07-02',
            statement = case when $1 = 'certified' then 'stm_other' end where public_id = $2`,
    [state, id],
  );
}

/** Every role at the applicant, at the owner of the scheme, at another authority and at another enterprise. */
const EVERYBODY = ROLES.flatMap(role =>
  ['coop', 'agriculture', 'market', 'packer'].map(party => ({ party, role })),
);

test.each(APPLICATION_STATES)(
  'from %s each action is taken by whom the table lets, and by nobody else',
  async state => {
    for (const action of APPLICATION_ACTIONS) {
      const power = POWER_OF_ACTION[action];
      const to = nextState(PLAN, state, action);
      await put(state);
      for (const { party, role } of EVERYBODY) {
        const isTheirs = party === (power === 'application.write' ? 'coop' : 'agriculture');
        const isGranted = isTheirs && GRANTS[role][power] !== undefined;
        const { status, body } = await app.as(`${party}:${role}`, 'POST', `/applications/${id}/steps`, {
          ...{ action, revision: 7, opinion: '意见' },
          ...(action === 'approve' ? { number: 'GF640521269999' } : {}),
        });
        const told = `${party}:${role} ${action} in ${state}: ${status} ${JSON.stringify(body)}`;
        if (!isGranted) expect([403, 404], told).toContain(status);
        else if (to === undefined) expect([status, body.code], told).toEqual([409, 'actionImpossible']);
        else {
          expect([status, body.state], told).toEqual([200, to]);
          await put(state);
        }
      }
      const { rows } = await app.database.pool.query('select state, revision from application');
      expect(rows, `after ${action}`).toEqual([{ state, revision: 7 }]);
    }
  },
  120_000,
);
