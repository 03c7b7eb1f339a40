import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../kernel/testing.ts';
import { readError } from './correction.ts';
import { buildRecordPage } from './record-pages.ts';
import { readRecord } from './record-views.ts';
import { type Records, recordsIn } from './testing/records.ts';

const LOT = 'https://id.gs1.org/01/09521234000013/10/G26A07';
const CORRECTIVE = 'urn:uuid:0a6c7a1e-0000-4000-8000-000000000002';

describe('the page of a record that was declared wrong', () => {
  let test: TestContext;
  let wrong: { id: number; hash: string };
  let declaration: { id: number; hash: string };
  let right: { id: number; hash: string };

  beforeAll(async () => {
    test = await testContext();
    const records: Records = recordsIn(test.database.pool);
    const party = await records.party('enterprise', '晒场演示烘干厂');
    const told = { at: '2026-07-18T00:00:00Z', party, lots: [['seen', LOT, '1240', 'KGM']] as never };
    wrong = await records.event(told);
    right = await records.event(told);
    declaration = await records.event({
      ...told,
      doc: {
        errorDeclaration: {
          declarationTime: '2026-07-19T00:00:00Z',
          reason: 'https://ref.gs1.org/cbv/ER-incorrect_data',
          correctiveEventIDs: [CORRECTIVE, 'urn:uuid:never-told', `ni:///sha-256;${right.hash}?ver=CBV2.0`],
        },
      },
    });
    const { pool } = test.database;
    await pool.query('update event set event_id = $2 where id = $1', [right.id, CORRECTIVE]);
    await pool.query(`update event set declared_at = '2026-07-19T00:00:00Z' where id = $1`, [declaration.id]);
    await pool.query(
      `insert into event_declaration (event, party, hash) values ($1, $2, decode($3, 'hex'))`,
      [declaration.id, party, wrong.hash],
    );
    await pool.query(
      `insert into event_void select n, $2, '2026-07-19T00:00:00Z' from unnest($1::bigint[]) as n`,
      [[wrong.id, declaration.id], declaration.id],
    );
  });
  afterAll(() => test.close());

  const pageOf = async (hash: string) => {
    const rows = (await readRecord(test.database, hash))!;
    return buildRecordPage(
      rows,
      rows.error === null ? undefined : await readError(test.database, rows.error),
    );
  };

  it('says when and why, and leads to the declaration and to what takes its place', async () => {
    expect((await pageOf(wrong.hash)).error).toEqual({
      at: '2026-07-19T08:00:00+08:00',
      reason: 'incorrectData',
      declaration: declaration.hash,
      corrected: [
        { id: CORRECTIVE, hash: right.hash },
        { id: 'urn:uuid:never-told' },
        { id: `ni:///sha-256;${right.hash}?ver=CBV2.0`, hash: right.hash },
      ],
    });
  });

  it('leads from the declaration to the record that it declares wrong', async () => {
    const { error } = await pageOf(declaration.hash);
    expect(error).toMatchObject({ wrong: wrong.hash });
    expect(error).not.toHaveProperty('declaration');
  });

  it('says nothing of the kind of a record that counts', async () => {
    expect(await pageOf(right.hash)).not.toHaveProperty('error');
  });
});
