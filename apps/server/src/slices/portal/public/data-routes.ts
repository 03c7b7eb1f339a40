import { MARK_KINDS } from '@pinxin/contract/public-pages';
import { localDateOf } from '@pinxin/rules/local-date';
import { markName } from '@pinxin/site/mark-table';
import { printOpenDataPage } from '@pinxin/site/open-data-page';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../../../kernel/context.ts';
import { faceOf, listRecalls } from '../../trace/api.ts';
import type { SiteSettings } from '../page-context.ts';
import { sendPage } from '../routes.ts';
import { type Feed, printAtom } from './atom.ts';
import { catalogueOf } from './catalogue.ts';
import { DATASETS } from './datasets.ts';
import { readMarks } from './mark-views.ts';
import { markRow } from './marks.ts';
import { DATA_FORMATS, type DataFormat, dataFile, rowsOf } from './open-data.ts';
import { contextOf } from './routes.ts';

const NEWEST = 50;
const TYPES: Readonly<Record<DataFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What the data routes need. */
export interface DataParts {
  readonly ctx: Context;
  readonly settings: SiteSettings;
  readonly publicUrl: string | undefined;
}

/** 开放数据: page, files, catalogue, feeds. */
export function registerDataRoutes(app: FastifyInstance, parts: DataParts): void {
  const { ctx, settings } = parts;
  const { database } = ctx;
  const today = () => localDateOf(ctx.clock.now());
  const about = (zh: string, en: string) =>
    ({ config: { access: 'public', summary: { 'zh-CN': zh, en } } }) as const;

  app.get('/open-data', { config: { access: 'public' } }, async (request, reply) =>
    sendPage(request, reply, printOpenDataPage(DATASETS, contextOf(request, settings))),
  );

  for (const dataset of DATASETS) {
    for (const format of DATA_FORMATS) {
      const { name, title } = dataset;
      app.get(
        `/open-data/${name}.${format}`,
        about(
          `开放数据：${title['zh-CN']}（${format.toUpperCase()}）`,
          `Open data: ${title.en} (${format.toUpperCase()})`,
        ),
        async (request, reply) =>
          reply
            .type(TYPES[format])
            .header('cache-control', 'no-cache')
            .header('content-disposition', `attachment; filename="${name}.${format}"`)
            .send(
              dataFile(
                dataset,
                rowsOf(database, name, request.query as Record<string, unknown>, today()),
                format,
              ),
            ),
      );
    }
  }

  app.get(
    '/open-data/catalog.jsonld',
    about('开放数据目录（DCAT）', 'Catalogue of the open data (DCAT)'),
    async (request, reply) =>
      reply
        .type('application/ld+json; charset=utf-8')
        .send(JSON.stringify(catalogueOf(siteOf(request, parts), ctx.clock.now().toISOString()))),
  );

  app.get('/feeds/recalls.atom', about('订阅：召回', 'Feed: recalls'), async (request, reply) =>
    reply.type('application/atom+xml; charset=utf-8').send(printAtom(await recallFeed(request, parts))),
  );
  app.get(
    '/feeds/marks.atom',
    about('订阅：新获得的标志', 'Feed: newly granted marks'),
    async (request, reply) =>
      reply
        .type('application/atom+xml; charset=utf-8')
        .send(printAtom(await markFeed(request, parts, today()))),
  );
}

async function recallFeed(request: FastifyRequest, parts: DataParts): Promise<Feed> {
  const site = siteOf(request, parts);
  const { words } = contextOf(request, parts.settings);
  const filter = { states: ['published', 'ended', 'withdrawn'], limit: NEWEST, offset: 0 } as const;
  const { recalls } = await listRecalls(parts.ctx.database, filter);
  const announced = recalls.filter(({ publishedAt }) => publishedAt !== null).map(faceOf);
  return {
    ...{ title: words.say('recalls.title'), language: request.language, page: `${site}/recalls` },
    ...{ self: `${site}/feeds/recalls.atom`, updated: parts.ctx.clock.now().toISOString() },
    entries: announced.map(recall => ({
      id: `${site}/recalls/${recall.id}`,
      href: `${site}/recalls/${recall.id}`,
      title: `${words.say(`recalls.head.${recall.state}`)} · ${words.name(recall.reason)}`,
      summary: words.name(recall.closing ?? recall.advice),
      updated: recall.closedAt ?? recall.publishedAt ?? '',
    })),
  };
}

async function markFeed(request: FastifyRequest, parts: DataParts, today: string): Promise<Feed> {
  const site = siteOf(request, parts);
  const { words } = contextOf(request, parts.settings);
  const question = { on: today, today, standing: 'inForce', kinds: MARK_KINDS, limit: NEWEST } as const;
  const records = await readMarks(parts.ctx.database, question);
  return {
    ...{ title: words.say('data.feedMarks'), language: request.language, page: `${site}/marks` },
    ...{ self: `${site}/feeds/marks.atom`, updated: parts.ctx.clock.now().toISOString() },
    entries: records.map(record => {
      const row = markRow(record);
      const holder = row.holder ? words.name(row.holder.name) : '';
      return {
        id: `${site}/marks#${row.id}`,
        href: row.holder ? `${site}/enterprises/${row.holder.id}` : `${site}/marks`,
        title: [markName(row, words), holder].filter(Boolean).join(' · '),
        summary: [row.number, words.name(row.subject.name), words.name(row.issuer)]
          .filter(Boolean)
          .join(' · '),
        updated: record.changedAt.toISOString(),
      };
    }),
  };
}

/** The site's own origin: as the operator says, else as it was asked. */
function siteOf(request: FastifyRequest, { publicUrl }: DataParts): string {
  return publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
}
