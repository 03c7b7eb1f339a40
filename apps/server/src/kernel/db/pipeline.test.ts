import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing.ts';
import { binaryArray } from './binary-array.ts';
import { type Step, type StepRows, sendTogether } from './pipeline.ts';

describe('statements sent together', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await testContext();
    await test.database.pool.query('create table told (n int primary key, word text)');
  });
  afterAll(() => test.close());

  const send = async (...steps: readonly Step[]): Promise<readonly StepRows[]> => {
    const client = await test.database.pool.connect();
    try {
      return await sendTogether(client, steps);
    } finally {
      client.release();
    }
  };
  const copy = (...rows: readonly string[]): Step => ({
    text: 'copy told from stdin',
    data: Buffer.from(rows.map(row => `${row}\n`).join('')),
  });
  const numbers = { name: 'told-numbers', text: 'select n from told where n < $1 order by n', values: [10] };

  it('run in order, see one another, and answer each for itself', async () => {
    const [, first, , second] = await send(copy('1\tone'), numbers, copy('2\ttwo', '3\t\\N'), numbers);
    expect([first, second]).toEqual([[['1']], [['1'], ['2'], ['3']]]);
  });

  it('leave nothing behind when one of them fails, whatever stood before and behind it', async () => {
    const failing = send(copy('4\tfour'), copy('1\tagain'), copy('5\tfive'), numbers);
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await send(numbers)).toEqual([[['1'], ['2'], ['3']]]);
  });

  it('know a name again, also when the send that brought it failed before or behind it', async () => {
    const client = await test.database.pool.connect();
    try {
      const mine = { ...numbers, name: 'told-mine' };
      const wrong = { text: 'select 1 / 0' };
      await expect(sendTogether(client, [wrong, mine])).rejects.toMatchObject({ code: '22012' });
      await expect(sendTogether(client, [mine, wrong])).rejects.toMatchObject({ code: '22012' });
      for (let times = 0; times < 3; times += 1)
        expect(await sendTogether(client, [mine])).toEqual([[['1'], ['2'], ['3']]]);
    } finally {
      client.release();
    }
  });

  it('take arrays in binary form, empty ones too', async () => {
    const words = ['', 'a,b', '枸杞 "{}"', '\\'];
    const bytes = [Buffer.from([0, 255]), new Uint8Array()];
    const [row] = (await send({
      text: `select array_to_json($1::text[]), array_to_json($2::text[]), array_to_json($3::bytea[])`,
      values: [binaryArray('text', words), binaryArray('text', []), binaryArray('bytea', bytes)],
    })) as [StepRows];
    expect(row[0]?.map(field => JSON.parse(field ?? ''))).toEqual([words, [], ['\\x00ff', '\\x']]);
  });

  it('are refused when the connection ends under them', async () => {
    const client = await test.database.pool.connect();
    client.on('error', () => {});
    const ending = sendTogether(client, [{ text: 'select pg_terminate_backend(pg_backend_pid())' }, numbers]);
    await expect(ending).rejects.toMatchObject({ code: '57P01' });
    await expect(sendTogether(client, [numbers])).rejects.toThrow();
    client.release(true);
  });
});
