import { documentOf } from '../failure/witness.ts';
import type { Dice } from './dice.ts';
import { breakBytes, mutate } from './mutation.ts';
import { breakXml, xmlOf } from './xml-mutation.ts';

/** One request that somebody careless or hostile might send. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A route as `/openapi.json` or the page list names it. */
export interface FuzzRoute {
  readonly method: string;
  /** With `{name}` where a parameter stands. */
  readonly path: string;
}

/** Pages and addresses that the description of the API does not list. */
export const PAGES: readonly FuzzRoute[] = [
  '/',
  '/scan',
  '/01/{x}',
  '/01/{x}/10/{x}',
  '/01/{x}/21/{x}',
  '/00/{x}',
  '/414/{x}',
  '/8003/{x}',
  '/8004/{x}',
  '/{x}/{x}',
  '/desk',
  '/lineage',
  '/events/{x}',
  '/.well-known/gs1resolver',
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi.json',
].map(path => ({ method: 'GET', path }));

const PIECES = [
  '09520000000011',
  '09520000000012',
  'A1',
  '%E6%9E%B8%E6%9D%9E',
  '%00',
  '%',
  '..',
  '%2F',
  '%2e%2e',
  'ni%3A%2F%2F%2Fsha-256%3Babc',
  'x'.repeat(300),
  '-1',
  '0',
  '99999999999999999999',
  "'",
  'urn:uuid:1',
  '\u00e9',
  '%ff',
  '91640521PDY00001X8',
  'job_1',
  '{}',
];
const QUERY_NAMES = [
  'EQ_bizStep',
  'GE_eventTime',
  'LT_recordTime',
  'MATCH_anyEPC',
  'MATCH_epcClass',
  'WD_bizLocation',
  'EQ_quantity',
  'GT_quantity_KGM',
  'orderBy',
  'orderDirection',
  'eventCountLimit',
  'maxEventCount',
  'perPage',
  'nextPageToken',
  'linkType',
  'lang',
  'code',
  'asOf',
  'epc',
  'direction',
  'format',
  'page',
  'nonsense',
  '__proto__',
  'EQ_',
  'GE_',
  'EQ_bizTransaction_po',
  'EQ_source_owning_party',
  'suspects',
  'depth',
  'EQ_cbvmda:lotNumber',
  'GT_ILMD_cbvmda:lotNumber',
  'EXISTS_INNER_https://ns.example.org/a',
  'GE_value_CEL',
  'EQ_type',
  'GE_time',
  'EQATTR_bizLocation_cbvmda:site',
  'HASATTR_readPoint',
  'EQ_name',
  'maxElementCount',
];
const QUERY_VALUES = [
  '',
  '1',
  '-1',
  '0',
  '1e9',
  'shipping',
  'a|b|c',
  '2026-07-18T12:00:00Z',
  '2026-13-45',
  'https://id.gs1.org/01/09520000000011/10/*',
  'urn:epc:idpat:sgtin:*.*.*',
  'ASC',
  'DESC',
  'eventTime',
  '%00',
  '\ud7ff',
  '枸杞',
  "' or 1=1",
  '9'.repeat(400),
  'null',
  '[]',
  '{"a":1}',
  'x|'.repeat(500),
];
const MEDIA = [
  'application/json',
  'application/ld+json',
  'application/xml',
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  '',
];
const ACCEPTS = [
  'application/json',
  'text/html',
  '*/*',
  'application/linkset+json',
  'text/csv',
  'application/xml',
  'q=;;',
  '',
];

/** Makes one request at chance; `keys` are credentials, some right, some wrong. */
export function fuzzRequest(routes: readonly FuzzRoute[], keys: readonly string[], dice: Dice): FuzzRequest {
  const route = dice.pick(routes);
  const method =
    dice.next() < 0.03 ? dice.pick(['PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'GET']) : route.method;
  const path = route.path.replace(/\{[^}]+\}/g, () => dice.pick(PIECES)) + query(dice);
  const headers: Record<string, string> = { accept: dice.pick(ACCEPTS) };
  const key = dice.pick(keys);
  if (key !== '') headers.authorization = `Bearer ${key}`;
  if (dice.next() < 0.05) headers['gs1-epcis-version'] = dice.pick(['1.2', '2.0.0', '9', '']);
  if (dice.next() < 0.05) headers['gs1-cbv-xml-format'] = dice.pick(['Always_Web_URI', 'nonsense']);
  if (dice.next() < 0.1)
    headers['gs1-capture-error-behaviour'] = dice.pick(['proceed', 'rollback', 'nonsense']);
  if (method === 'GET' || method === 'HEAD') return { method, path, headers };
  if (dice.next() < 0.25) {
    headers['content-type'] = dice.next() < 0.9 ? 'application/xml' : dice.pick(MEDIA);
    if (headers['content-type'] === '') delete headers['content-type'];
    const target = dice.next() < 0.6 ? dice.pick(['/capture', '/events']) : path;
    return { method, path: target, headers, body: xmlBody(dice) };
  }
  headers['content-type'] = dice.next() < 0.75 ? 'application/json' : dice.pick(MEDIA);
  if (headers['content-type'] === '') delete headers['content-type'];
  return { method, path, headers, body: body(dice) };
}

function query(dice: Dice): string {
  const count = dice.next() < 0.4 ? 0 : 1 + dice.below(4);
  const parts = Array.from({ length: count }, () => {
    const value = dice.pick(QUERY_VALUES);
    return `${dice.pick(QUERY_NAMES)}=${dice.next() < 0.9 ? encodeURIComponent(value) : encodeURI(value)}`;
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** An EPCIS XML document or event, changed at up to four places, and its bytes sometimes broken too. */
function xmlBody(dice: Dice): Buffer {
  let text = xmlOf(dice);
  for (let times = dice.below(5); times > 0; times--) text = breakXml(text, dice);
  const bytes = Buffer.from(text);
  return dice.next() < 0.2 ? breakBytes(bytes, dice) : bytes;
}

function body(dice: Dice): Buffer {
  const uuid = (n: number) => n.toString(16).padStart(12, '0');
  const document = documentOf([`urn:uuid:019809d2-0000-7000-8000-${uuid(dice.below(2 ** 40))}`]);
  const shapes: readonly unknown[] = [
    document,
    (document as { epcisBody: { eventList: unknown[] } }).epcisBody.eventList[0],
    {
      suspects: ['https://id.gs1.org/01/09520000000011/10/A1'],
      direction: 'forward',
      places: [],
      asOf: '2026-07-18T12:00:00Z',
    },
    { kind: 'cooperative', nameZh: '演示', gs1Prefixes: ['9520000'] },
    { scopes: ['capture'], label: 'x' },
    { parties: [], places: [], products: [] },
  ];
  let value = dice.next() < 0.6 ? shapes[dice.below(2)] : dice.pick(shapes);
  for (let times = dice.below(4); times > 0; times--) value = mutate(value, dice);
  const bytes = Buffer.from(JSON.stringify(value) ?? 'undefined');
  return dice.next() < 0.3 ? breakBytes(bytes, dice) : bytes;
}
