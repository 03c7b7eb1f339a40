import { EPCIS_CONTEXT_URL } from '@pinxin/epcis/context';
import type { MasterDataElement } from '@pinxin/epcis/event';
import { writeXmlMasterData } from '@pinxin/epcis/xml/write-xml-master-data';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { answerFormat, formatHeaders } from '../query/answer-format.ts';
import { translationTo } from '../query/epc-format.ts';
import { extensionsOf } from '../query/extensions-header.ts';
import { digestOfQuery, placeInList, tokenOfList } from '../query/page-token.ts';
import { queryParameterException, queryTooLargeException } from '../query/query-problems.ts';
import { asItIs, viewerOf } from '../query/search.ts';
import { type MasterDataQuery, readMasterDataQuery } from './read-master-data-query.ts';
import { elementsOf, type FoundElement } from './views.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const STANDARD = 'EPCIS 1.2 §8.2.7.2, SimpleMasterDataQuery';
const PARAMETERS = Type.Object({
  vocabularyName: text(STANDARD),
  includeAttributes: text('true (default) | false'),
  includeChildren: text('true (default) | false'),
  attributeNames: text(STANDARD),
  EQ_name: text(STANDARD),
  WD_name: text(STANDARD),
  HASATTR: text(STANDARD),
  'EQATTR_{attribute}': text(STANDARD),
  maxElementCount: text(STANDARD),
  nextPageToken: text('Link rel="next"'),
});
const DOCUMENT = Type.Object(
  {
    '@context': Type.Unknown(),
    type: Type.Literal('EPCISQueryDocument'),
    schemaVersion: Type.String(),
    creationDate: Type.String(),
    epcisBody: Type.Unknown(),
  },
  { description: 'EPCISQueryDocument (GS1 EPCIS 2.0) with vocabularyList' },
);
/** Elements on a page. */
const PAGE = 500;
const QUERY_NAME = 'SimpleMasterDataQuery';

/** Looks up master data that documents told of: EPCIS 1.2's SimpleMasterDataQuery over HTTP, in JSON and XML. */
export function registerMasterDataRoutes(app: FastifyInstance, ctx: Context): void {
  app.register(async scope => {
    scope.setValidatorCompiler(() => () => true);
    const summary = { 'zh-CN': '查询主数据', en: 'Query master data' };
    scope.get(
      '/masterData',
      {
        config: { access: 'query', summary },
        schema: { querystring: PARAMETERS, response: { 200: DOCUMENT } },
        serializerCompiler: asItIs,
      },
      async (request, reply) => {
        const format = answerFormat(request.headers);
        if (!format.ok) return sendProblem(reply, format.error);
        const declared = extensionsOf(request.headers);
        if (!declared.ok) return sendProblem(reply, queryParameterException([declared.error]));
        const read = readMasterDataQuery(request.query as Record<string, unknown>, declared.value);
        if (!read.ok) return sendProblem(reply, queryParameterException(read.error));
        const query = read.value;
        const digest = digestOfQuery(query);
        const { nextPageToken } = request.query as { nextPageToken?: unknown };
        const now = ctx.clock.now();
        const place =
          nextPageToken === undefined ? undefined : placeInList(String(nextPageToken), digest, now);
        if (place === 'expired' || (nextPageToken !== undefined && place === undefined)) {
          const code = place === 'expired' ? 'pageTokenExpired' : 'wrongPageToken';
          return sendProblem(reply, queryParameterException([{ parameter: 'nextPageToken', code }]));
        }
        const [type = '', uri = ''] = place === undefined ? [] : (JSON.parse(String(place[0])) as string[]);
        const after = place === undefined ? undefined : { type, uri };
        const most = query.maxElementCount;
        const limit = Math.min(PAGE, most ?? PAGE) + 1;
        const found = await elementsOf(ctx, query, await viewerOf(ctx, request), after, limit);
        if (most !== undefined && found.length > most)
          return sendProblem(reply, queryTooLargeException(most));
        const page = found.slice(0, PAGE);
        const last = page.at(-1);
        if (found.length > PAGE && last !== undefined) {
          const token = tokenOfList([JSON.stringify([last.type, last.uri])], digest, now);
          const address = new URL(request.url, 'http://localhost');
          address.searchParams.set('nextPageToken', token.text);
          reply.header('link', `<${address.pathname}${address.search}>; rel="next"`);
          reply.header('GS1-Next-Page-Token-Expires', token.expires.toISOString());
        }
        const uris = page.flatMap(each => [each.uri, ...each.children]);
        const translate = await translationTo(ctx, format.value.epcs ?? 'asTold', uris);
        reply.headers(formatHeaders(format.value)).header('cache-control', 'private, no-store');
        const elements = page.map(each => shownElement(each, query, translate));
        if (format.value.kind === 'json') return reply.send(JSON.stringify(documentOf(elements, now)));
        const head = { creationDate: now.toISOString(), queryName: QUERY_NAME };
        return reply.send(Buffer.from(writeXmlMasterData(elements, head, format.value.form)));
      },
    );
  });
}

/** What is answered of an element: the asked part of it, identifiers in the asked form. */
function shownElement(
  { type, uri, attributes, children }: FoundElement,
  { includeAttributes, includeChildren }: MasterDataQuery,
  translate: (uri: string) => string,
): MasterDataElement {
  return {
    type,
    id: translate(uri),
    attributes: includeAttributes ? attributes.map(({ name, value }) => ({ id: uriOf(name), value })) : [],
    children: includeChildren ? children.map(translate) : [],
  };
}

function documentOf(elements: readonly MasterDataElement[], at: Date) {
  const lists = new Map<string, object[]>();
  for (const { type, id, attributes, children } of elements) {
    const list = lists.get(type) ?? [];
    lists.set(type, list);
    list.push({
      id,
      ...(attributes.length === 0
        ? {}
        : { attributes: attributes.map(({ id: name, value }) => ({ id: name, attribute: value })) }),
      ...(children.length === 0 ? {} : { children }),
    });
  }
  const vocabularyList = [...lists].map(([type, vocabularyElementList]) => ({ type, vocabularyElementList }));
  return {
    '@context': [EPCIS_CONTEXT_URL],
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: at.toISOString(),
    epcisBody: {
      queryResults: { queryName: QUERY_NAME, resultsBody: { vocabularyList } },
    },
  };
}

/** `{namespace}local` as a URI. */
function uriOf(name: string): string {
  return name.replace(/^\{(.*?)\}/s, '$1');
}
