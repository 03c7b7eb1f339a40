import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lot } from '../testing/events.ts';
import type { TraceApp } from '../testing/trace-app.ts';
import { ALL, appOfEight, eightCalls } from './testing/eight-events.ts';

describe('pages of events, and who sees them', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await appOfEight();
  });
  afterAll(() => t.close());

  const { get, listOf, found } = eightCalls(() => t);

  it('answers 413 when more events match than the asker wants', async () => {
    const answer = await get('/events?maxEventCount=7');
    expect([answer.statusCode, answer.json().type]).toEqual([413, 'epcisException:QueryTooLargeException']);
  });

  it('lets go of a page token, which holds nothing', async () => {
    const answer = await t.app.inject({
      ...{ method: 'DELETE', url: '/nextPageToken/abc' },
      headers: { authorization: `Bearer ${ALL}` },
    });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  it.each(['eventTime', 'recordTime'])(
    'pages by %s without losing or repeating an event while others come in',
    async orderBy => {
      for (const orderDirection of ['ASC', 'DESC']) {
        const seen: string[] = [];
        let url: string | undefined =
          `/events?perPage=3&orderBy=${orderBy}&orderDirection=${orderDirection}&eventType=ObjectEvent%7CAggregationEvent%7CTransformationEvent`;
        for (let page = 0; url !== undefined; page += 1) {
          const answer: Awaited<ReturnType<typeof get>> = await get(url);
          seen.push(...listOf(answer.body).map(({ eventID }) => String(eventID).at(-1) as string));
          url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
          expect(page).toBeLessThan(5);
        }
        expect(seen).toEqual(orderDirection === 'ASC' ? [...'1234568'] : [...'8654321']);
      }
    },
  );

  it('stops paging at eventCountLimit', async () => {
    const first = await get('/events?perPage=2&orderBy=eventTime&orderDirection=ASC&eventCountLimit=3');
    const next = /<([^>]+)>/.exec(String(first.headers.link))?.[1] as string;
    const second = await get(next);
    expect([listOf(first.body).length, listOf(second.body).length, second.headers.link]).toEqual([
      2,
      1,
      undefined,
    ]);
  });

  it('takes a page token for its own query only', async () => {
    const first = await get('/events?perPage=2&EQ_action=OBSERVE');
    const token = new URL(
      /<([^>]+)>/.exec(String(first.headers.link))?.[1] as string,
      'http://x',
    ).searchParams.get('nextPageToken');
    expect((await get(`/events?perPage=4&EQ_action=OBSERVE&nextPageToken=${token}`)).statusCode).toBe(200);
    expect(
      (await get(`/events?perPage=2&EQ_action=ADD&nextPageToken=${token}`)).json().problems[0].code,
    ).toBe('wrongPageToken');
  });

  describe('what a party sees', () => {
    it('is also what a party told that was merged into it', async () => {
      const merge = (into: number | null) =>
        t.database.pool.query('update party set merged_into = $1 where id = $2', [into, t.party('farm')]);
      await merge(t.party('other'));
      try {
        expect(await found({}, 'other:query')).toBe('123458');
        expect(await found({ MATCH_anyEPCClass: lot('F1') }, 'other:query')).toBe('125');
      } finally {
        await merge(null);
      }
    });

    // E8 names a product without a lot: that connects nobody.
    it.each([
      ['farm:query', '12345'],
      ['packer:query', '1234567'.replace('4', '')],
      ['other:query', '8'],
      ['shop:query', ''],
      ['shop:query,trace', ''],
      ['authority:query', ''],
      ['authority:query,trace', '12345678'],
    ])('%s sees of the chain %s', async (key, expected) => {
      expect(await found({}, key)).toBe(expected);
      expect(await found({ MATCH_anyEPCClass: lot('F1') }, key)).toBe(
        [...expected].filter(n => '125'.includes(n)).join(''),
      );
      expect(await found({ orderBy: 'recordTime', eventType: 'ObjectEvent' }, key)).toBe(
        [...expected].filter(n => '12348'.includes(n)).join(''),
      );
    });
  });
});
