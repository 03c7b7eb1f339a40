import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendTogether } from '../../../kernel/db/pipeline.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { BinaryRows } from './binary-copy.ts';
import { fitsNumeric } from './numeric.ts';

const digits = (most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: most }).map(list => list.join(''));
const decimal = fc
  .tuple(fc.boolean(), digits(40), fc.option(digits(40), { nil: undefined }))
  .map(
    ([negative, whole, fraction]) =>
      `${negative ? '-' : ''}${whole}${fraction === undefined ? '' : `.${fraction}`}`,
  );

describe('the binary form of decimals', () => {
  let t: TestContext;
  beforeAll(async () => {
    t = await testContext();
    await t.database.pool.query('create table amount (n int, given text, value numeric)');
  });
  afterAll(() => t.close());

  const stored = async (texts: readonly string[]) => {
    const rows = new BinaryRows();
    texts.forEach((text, n) => {
      rows.row(3);
      rows.int4(n);
      rows.text(text);
      rows.numeric(text);
    });
    const client = await t.database.pool.connect();
    await sendTogether(client, [
      { text: 'truncate amount' },
      { text: 'copy amount from stdin (format binary)', data: rows.finished() },
    ]);
    client.release();
    const { rows: found } = await t.database.pool.query(
      'select given, value::text as value, given::numeric::text as meant, value = given::numeric as equal from amount order by n',
    );
    return found;
  };

  it('is what PostgreSQL itself makes of the text, to the last digit and decimal place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 1, maxLength: 200 }), async texts => {
        for (const { value, meant, equal } of await stored(texts)) {
          expect(value).toBe(meant);
          expect(equal).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each(['0', '-0', '0.0', '0.0001', '10000', '9999.9999', '-123456789.000100', '1'.padEnd(500, '0')])(
    'holds for %s',
    async text => {
      const [row] = await stored([text]);
      expect(row.value).toBe(row.meant);
    },
  );

  it('is only tried with plain decimals of bearable length', () => {
    expect(['1', '-1.5', '0.10'].every(fitsNumeric)).toBe(true);
    expect(['', '+1', '1.', '.5', '1e3', 'NaN', '1'.repeat(1_001)].some(fitsNumeric)).toBe(false);
  });
});
