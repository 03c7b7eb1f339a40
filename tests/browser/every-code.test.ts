import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoInstance, startDemo } from './demo-instance.ts';

const AT_ONCE = 4;
const MOST_BYTES = 50_000;

describe('what stands behind every code of the demo', () => {
  let demo: DemoInstance;
  let codes: readonly string[];
  beforeAll(async () => {
    demo = await startDemo();
    codes = await demo.codes();
  });
  afterAll(() => demo.stop());

  /** Asks for an address of each code; answers what is wrong with any of them. */
  async function faults(
    addressOf: (code: string) => string,
    headers: Readonly<Record<string, string>>,
    faultOf: (status: number, body: string) => string | undefined,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    const waiting = codes.map(addressOf).values();
    const ask = async () => {
      for (const path of waiting) {
        const response = await fetch(demo.url + path, { headers });
        const fault = faultOf(response.status, await response.text());
        if (fault !== undefined) found.push(`${path}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    return found;
  }

  const isPage = (status: number, body: string) => {
    if (status !== 200) return `status ${status}`;
    const bytes = Buffer.byteLength(body);
    return bytes > MOST_BYTES ? `${bytes} bytes` : undefined;
  };
  const isAnswer = (status: number) => (status === 200 ? undefined : `status ${status}`);

  it.each(['zh-CN', 'en'])(
    'is a page of at most 50 kB in %s',
    async language => {
      expect(codes.length).toBeGreaterThan(500);
      const headers = { accept: 'text/html', 'accept-language': language };
      expect(await faults(code => code, headers, isPage)).toEqual([]);
    },
    120_000,
  );

  it('is data for programs, a lineage and a list of records', async () => {
    expect(await faults(code => `${code}?as=json`, {}, isAnswer)).toEqual([]);
    expect(await faults(code => `/lineage${code}`, { accept: 'text/html' }, isAnswer)).toEqual([]);
    expect(await faults(code => `/records${code}`, { accept: 'text/html' }, isAnswer)).toEqual([]);
  }, 120_000);
});
