import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lot, objectEvent } from '../testing/events.ts';
import { type RecallApp, recallApp } from './testing/recall-app.ts';

const made = (name: string, more = {}) =>
  objectEvent({ action: 'ADD', quantityList: [{ epcClass: lot(name), quantity: 5, uom: 'KGM' }], ...more });
const declaration = { declarationTime: '2026-07-03T00:00:00Z', reason: 'did_not_occur' };

describe('a trace of a lot about which an event was declared wrong', () => {
  let t: RecallApp;
  beforeAll(async () => {
    t = await recallApp();
    await t.capture('farm', [made('WRONG'), made('HALF'), made('RIGHT')]);
    await t.capture('farm', [made('HALF', { eventTime: '2026-07-02T08:00:00+08:00' })]);
    await t.capture('farm', [
      made('WRONG', { errorDeclaration: declaration }),
      made('HALF', { errorDeclaration: declaration }),
    ]);
  });
  afterAll(() => t.close());

  const trace = async (name: string) =>
    (await t.send('authority', 'GET', `/trace?epc=${encodeURIComponent(lot(name))}`)).json();

  it('names the event and the declaration', async () => {
    const answer = await trace('WRONG');
    const { rows } = await t.database.pool.query(
      `select encode(e.hash, 'hex') as wrong, encode(d.hash, 'hex') as told from event_void v
         join event e on e.id = v.event join event d on d.id = v.declared_by
         join event_lot el on el.event = e.id join lot l on l.id = el.lot
        where l.uri = $1 and e.declared_at is null`,
      [lot('WRONG')],
    );
    expect(answer.declaredWrong).toEqual([
      {
        record: `/records/event/${rows[0].wrong}`,
        declaration: `/records/event/${rows[0].told}`,
        declaredAt: '2026-07-03T00:00:00.000Z',
      },
    ]);
  });

  it('does so also where other events count, and says nothing where none was wrong', async () => {
    expect((await trace('HALF')).declaredWrong).toHaveLength(1);
    expect(await trace('RIGHT')).not.toHaveProperty('declaredWrong');
  });
});
