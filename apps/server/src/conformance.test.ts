import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type SendToServer, serverSuite } from '@pinxin/conformance/server-suite';
import type { SuiteResult } from '@pinxin/conformance/suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, lot, objectEvent } from './slices/trace/testing/events.ts';
import { type TraceApp, traceApp } from './slices/trace/testing/trace-app.ts';
import { xmlDocument, xmlEvent } from './slices/trace/testing/xml-events.ts';

let t: TraceApp;
let root: string;
beforeAll(async () => {
  t = await traceApp();
  root = await mkdtemp(join(tmpdir(), 'vectors-'));
});
afterAll(async () => {
  await t.close();
  await rm(root, { recursive: true, force: true });
});

const send: SendToServer = async ({ method, path, headers, body }) => {
  const answer = await t.app.inject({
    ...{ method, url: path, headers: { ...headers, authorization: 'Bearer farm:capture,query' } },
    ...(body === undefined ? {} : { payload: Buffer.from(body) }),
  });
  return {
    status: answer.statusCode,
    header: name => answer.headers[name]?.toString(),
    body: answer.rawPayload,
  };
};

async function run(folder: string, through: SendToServer = send): Promise<SuiteResult> {
  const suite = serverSuite(through);
  const path = await suite.find(folder);
  if (path === undefined) throw new Error(`no vectors in ${folder}`);
  return await suite.run(path);
}

describe('published documents against the server', () => {
  beforeAll(async () => {
    const event = objectEvent({
      ...{ eventID: 'urn:uuid:0190a000-0000-7000-8000-000000000001', 'ex:weight': 12.5 },
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:9520001.000001.枸', quantity: 1.5, uom: 'KGM' }],
    });
    const one = objectEvent({
      quantityList: [{ epcClass: lot('C1'), quantity: 2 }],
      'ex:list': ['a', { 'ex:b': 1 }],
    });
    const files: Readonly<Record<string, readonly [content: string, expected: object]>> = {
      'a/one.json': [JSON.stringify(document([one])), { gs1JsonSchema2_0: true }],
      'a/one.xml': [xmlDocument(xmlEvent('C2')), { xsdValid: true }],
      'a/again.json': [JSON.stringify(document([one])), { gs1JsonSchema2_0: true }],
      'a/bare.xml': [
        `<e:ObjectEvent xmlns:e="urn:epcglobal:epcis:xsd:2">${xmlEvent('C3').slice('<ObjectEvent>'.length, -'</ObjectEvent>'.length)}</e:ObjectEvent>`,
        {},
      ],
      'Invalid/no-time.json': [
        JSON.stringify(document([{ ...one, eventTime: undefined }])),
        { publishedAs: 'invalid' },
      ],
      'Invalid/cut.xml': [xmlDocument(xmlEvent('C4')).slice(0, -9), {}],
      'a/digit.json': [
        JSON.stringify(document([objectEvent({ epcList: ['https://id.gs1.org/01/09520001000019/21/1'] })])),
        { gs1JsonSchema2_0: true },
      ],
      'a/refused-by-schema.json': [JSON.stringify(document([event])), { gs1JsonSchema2_0: false }],
    };
    for (const [name, [content]] of Object.entries(files)) {
      const path = join(root, 'epcis', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    const expectations = Object.fromEntries(
      Object.entries(files).map(([name, [, expected]]) => [name, expected]),
    );
    await writeFile(join(root, 'epcis', 'expectations.json'), JSON.stringify(expectations));
  });

  it('come back equal, are refused with their place, or are told why they were not judged', async () => {
    const result = await run(root);
    expect(result.failures).toEqual([]);
    expect([result.passed, result.skips.length]).toEqual([6, 2]);
    expect(result.skips.join('\n')).toContain('a/digit.json: capture is strict: brokenIdentifier');
  });

  it('fail where a server loses something, or takes what is invalid', async () => {
    const forgetful: SendToServer = async request => {
      const answer = await send(request);
      const text = Buffer.from(answer.body)
        .toString()
        .replace(/"C1"|C1/g, 'C9');
      return request.method === 'GET' ? { ...answer, body: Buffer.from(text) } : answer;
    };
    expect((await run(root, forgetful)).failures.join('\n')).toContain(
      'a/one.json: application/json: event 0',
    );
    const careless: SendToServer = async request => {
      const answer = await send(request);
      return answer.status === 400 ? { ...answer, status: 202 } : answer;
    };
    expect((await run(root, careless)).failures.join('\n')).toContain('Invalid/cut.xml: not refused');
  });

  const others = process.env.PINXIN_VECTORS;
  it.runIf(others !== undefined && others !== '')(
    'of the folder that PINXIN_VECTORS names: none fails',
    async () => {
      const result = await run(others as string);
      process.stdout.write(
        `epcis/server: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped\n`,
      );
      const reasons = new Map<string, number>();
      for (const skip of result.skips) {
        const reason = skip.slice(skip.indexOf(': ') + 2);
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
      for (const [reason, count] of reasons) process.stdout.write(`  ${count} × ${reason}\n`);
      expect(result.failures).toEqual([]);
      expect(result.passed).toBeGreaterThan(0);
    },
    180_000,
  );
});
