import type { CertificatePage } from '@pinxin/contract/public-pages';
import { endOfDay, isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import bwip from 'bwip-js/node';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { prefersPage } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { actsForApplicant } from '../officer.ts';
import { type Outcome, refused, sendRefusal } from '../problem.ts';
import { certificatePage } from './certificate-page.ts';
import { type CertificateRow, certificateRow } from './certificate-views.ts';
import { factsOf } from './facts.ts';
import { printCertificate } from './print-certificate.ts';

/** The certificate as a page for people, drawn by the portal; `qr` is an SVG of its address. */
export type CertificatePrinter = (
  request: FastifyRequest,
  reply: FastifyReply,
  view: CertificatePage,
  qr: string,
) => FastifyReply;

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** Certificates: how a mark stands on a day, and the certificate as PDF with a QR code that leads there. */
export function registerCertificateRoutes(
  fastify: FastifyInstance,
  {
    ctx,
    publicUrl,
    certificatePage: print,
  }: {
    readonly ctx: Context;
    readonly publicUrl: string | undefined;
    readonly certificatePage?: CertificatePrinter;
  },
): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const addressOf = (request: FastifyRequest, statement: string) =>
    `${publicUrl ?? `${request.protocol}://${request.host}`}/certificates/${statement}`;

  app.get(
    '/certificates/:id',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '查验证书：今天或某一天的状态',
          en: 'How a certificate stands today, or on a day',
        },
      },
      schema: {
        params: byId,
        querystring: Type.Object({
          on: Type.Optional(Type.String({ maxLength: 20 })),
          as: Type.Optional(Type.String({ maxLength: 10 })),
        }),
      },
    },
    async (request, reply) => {
      const found = await readCertificate(ctx, request, request.params.id, request.query.on || undefined);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const { view } = found.value;
      reply.header('vary', 'accept, accept-language').header('cache-control', 'no-cache');
      if (print === undefined || request.query.as === 'json' || !prefersPage(request))
        return reply.send(view);
      const text = addressOf(request, view.statement);
      return print(request, reply, view, bwip.toSVG({ bcid: 'qrcode', text, padding: 4 }));
    },
  );

  app.get(
    '/certificates/:id/certificate.pdf',
    {
      config: { access: 'public', summary: { 'zh-CN': '证书 PDF', en: 'A certificate as PDF' } },
      schema: { params: byId },
    },
    async (request, reply) => {
      const found = await readCertificate(ctx, request, request.params.id, undefined);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const { row, view } = found.value;
      const seen = {
        holder: view.holder.name['zh-CN'],
        subject: view.subject.name['zh-CN'],
        uscc: view.uscc ?? null,
      };
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${row.statement}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(printCertificate(factsOf({ ...row, ...seen }, view.on), addressOf(request, row.statement)));
    },
  );
}

interface Found {
  readonly row: CertificateRow;
  readonly view: CertificatePage;
}

/** A certificate as this reader may see it on a day; what is not published is there for those alone whose it is. */
async function readCertificate(
  ctx: Context,
  { caller }: FastifyRequest,
  id: string,
  day: string | undefined,
): Promise<Outcome<Found>> {
  const today = localDateOf(ctx.clock.now());
  const on = day ?? today;
  if (!isLocalDate(on)) return refused('/query/on', 'dateWrong');
  if (on > today) return refused('/query/on', 'dayToCome', today);
  const row = await certificateRow(ctx.database, id, endOfDay(on));
  if (row === undefined) return refused('/path/id', 'certificateUnknown');
  const isHolder = actsForApplicant(caller, 'application.read', {
    party: row.applicant,
    division: row.division,
  });
  const isPublished =
    row.publicFrom !== null && row.publicFrom <= today && (row.publicTo === null || row.publicTo >= today);
  if (!isPublished && !isHolder) return refused('/path/id', 'certificateUnknown');
  return { ok: true, value: { row, view: certificatePage(row, { on, today, isHolder }) } };
}
