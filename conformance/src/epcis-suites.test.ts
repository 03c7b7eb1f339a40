import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readContext } from '@pinxin/epcis/context';
import { eventHash } from '@pinxin/epcis/event-hash';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentSuites } from './document-suite.ts';
import { hashSuites } from './hash-suites.ts';
import type { SuiteResult } from './suite.ts';

const event = {
  type: 'AggregationEvent',
  eventTime: '2026-06-20T09:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  parentID: 'https://id.gs1.org/00/095212345000000018',
  childEPCs: ['https://id.gs1.org/01/09521234543220/21/1'],
  action: 'ADD',
};
const document = {
  '@context': 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-06-21T00:00:00Z',
  epcisBody: { eventList: [event] },
};
const xmlEvent = (action: string) =>
  `<AggregationEvent><eventTime>${event.eventTime}</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><parentID>${event.parentID}</parentID><childEPCs><epc>${event.childEPCs[0]}</epc></childEPCs><action>${action}</action></AggregationEvent>`;
const xml = (...events: readonly string[]) =>
  `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-06-21T00:00:00Z"><EPCISBody><EventList>${events.join('')}</EventList></EPCISBody></e:EPCISDocument>`;
const digest = eventHash(event, readContext(undefined));
const wrong = digest.replace(/;./, match => (match === ';0' ? ';1' : ';0'));

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vectors-'));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function write(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

async function run(name: string): Promise<SuiteResult> {
  const suite = [...hashSuites, ...documentSuites].find(each => each.name === name);
  const path = await suite?.find(root);
  if (suite === undefined || path === undefined) throw new Error(`${name} not found`);
  return suite.run(path);
}

describe('the hash suites', () => {
  it('pass equal digests and fail others, of the JSON and of the XML form', async () => {
    await write('epcis/hash-vectors-main/examples/a.jsonld', document);
    await write('epcis/hash-vectors-main/examples/a.xml', xml(xmlEvent('ADD')));
    const documentFiles = [
      'given/hash-vectors-main/examples/a.jsonld',
      'given/hash-vectors-main/examples/a.xml',
    ];
    const vectors = [
      { doc: 'a', version: 'CBV2.0', expected: [digest], documentFiles },
      { doc: 'b', version: 'CBV2.0', expected: [wrong], documentFiles },
    ];
    await write('epcis/hash-vectors-2026/expected.json', { vectors });
    expect(await run('epcis/hash-vectors-2026')).toMatchObject({ passed: 2, failed: 2, skipped: 0 });
  });

  it('tell how far older digests agree without failing, but fail events that must hash alike', async () => {
    await write('epcis/hash-vectors-main/examples/a.jsonld', document);
    await write('epcis/hash-vectors-main/examples/a.hashes', wrong);
    await write('epcis/hash-vectors-main/expected_equal/same.jsonld', {
      ...document,
      epcisBody: { eventList: [event, { ...event, eventTime: '2026-06-20T01:00:00Z' }] },
    });
    await write('epcis/hash-vectors-main/expected_equal/other.jsonld', {
      ...document,
      epcisBody: { eventList: [event, { ...event, action: 'DELETE' }] },
    });
    await write('epcis/hash-vectors-main/expected_equal/same.xml', xml(xmlEvent('ADD'), xmlEvent('ADD')));
    await write('epcis/hash-vectors-main/expected_equal/other.xml', xml(xmlEvent('ADD'), xmlEvent('DELETE')));
    const result = await run('epcis/hash-vectors-main');
    expect(result).toMatchObject({ passed: 2, failed: 2, skipped: 1 });
    expect(result.skips[0]).toContain('differs');
  });
});

describe('the document suite', () => {
  it('passes what must be accepted or refused, fails the rest, and says why it skips', async () => {
    const bad = { ...document, epcisBody: { eventList: [{ ...event, action: 'x' }] } };
    const files: Record<string, readonly [unknown, object]> = {
      'a/good.json': [document, { gs1JsonSchema2_0: true }],
      'a/bad.json': [bad, { gs1JsonSchema2_0: true }],
      'a/Invalid/bad.json': [bad, { publishedAs: 'invalid' }],
      'a/Invalid/good.json': [document, { publishedAs: 'invalid' }],
      'b/good.xml': [xml(xmlEvent('ADD')), { xsdValid: true }],
      'b/bad.xml': [xml(xmlEvent('ADDED')), { xsdValid: true }],
      'b/Invalid/bad.xml': [xml(xmlEvent('ADDED')), { publishedAs: 'invalid' }],
      'b/Invalid/good.xml': [xml(xmlEvent('ADD')), { publishedAs: 'invalid' }],
      'b/event.xml': [xmlEvent('ADD'), {}],
      'b/doubtful.xml': [xml(xmlEvent('ADD')), { xsdValid: false }],
      'b/other.xml': ['<x/>', {}],
    };
    for (const [name, [content]] of Object.entries(files)) await write(`epcis/${name}`, content);
    const expectations = Object.entries(files).map(([name, [, expected]]) => [name, expected] as const);
    await write('epcis/expectations.json', Object.fromEntries(expectations));
    const result = await run('epcis/documents');
    expect(result).toMatchObject({ passed: 5, failed: 4, skipped: 2 });
    expect(result.failures.map(each => each.split(':')[0])).toEqual([
      ...['a/bad.json', 'a/Invalid/good.json', 'b/bad.xml', 'b/Invalid/good.xml'],
    ]);
  });

  it('compares the two forms of a document', async () => {
    await write('epcis/x/XML/a.xml', xml(xmlEvent('ADD')));
    await write('epcis/x/JSON/a.json', document);
    await write('epcis/x/XML/b.xml', xml(xmlEvent('DELETE')));
    await write('epcis/x/JSON/b.json', document);
    await write('epcis/expectations.json', {
      'x/XML/a.xml': { xsdValid: true },
      'x/XML/b.xml': { xsdValid: true },
    });
    expect(await run('epcis/pairs')).toMatchObject({ passed: 1, failed: 0, skipped: 1 });
  });
});
