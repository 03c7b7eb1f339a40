import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { prefersPage } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { publicName } from '../../parties/api.ts';
import { actsForApplicant } from '../officer.ts';
import { schemeProblem, sendRefusal } from '../problem.ts';
import { type CertificateRow, certificateRow } from './certificate-views.ts';
import { factsOf, standingOf } from './facts.ts';
import { printCertificate } from './print-certificate.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** Certificates: how a mark stands today, and the certificate as PDF with a QR code that leads here. */
export function registerCertificateRoutes(
  fastify: FastifyInstance,
  { ctx, publicUrl }: { readonly ctx: Context; readonly publicUrl: string | undefined },
): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/certificates/:id',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '查验证书现状', en: 'How a certificate stands today' },
      },
      schema: { params: byId },
    },
    async (request, reply) => {
      const row = await certificateRow(ctx.database, request.params.id);
      if (row === undefined) return sendRefusal(reply, [schemeProblem('/path/id', 'certificateUnknown')]);
      if (prefersPage(request)) return reply.redirect(`/certificates/${row.statement}/certificate.pdf`, 303);
      const { holderKind: _kind, applicant: _applicant, isDemo: _demo, ...rest } = row;
      const today = localDateOf(ctx.clock.now());
      return reply.send({
        ...rest,
        ...seenBy(request, row),
        on: today,
        standing: standingOf(row, today) ?? 'valid',
      });
    },
  );

  app.get(
    '/certificates/:id/certificate.pdf',
    {
      config: { access: 'public', summary: { 'zh-CN': '证书 PDF', en: 'A certificate as PDF' } },
      schema: { params: byId },
    },
    async (request, reply) => {
      const row = await certificateRow(ctx.database, request.params.id);
      if (row === undefined) return sendRefusal(reply, [schemeProblem('/path/id', 'certificateUnknown')]);
      const facts = factsOf({ ...row, ...seenBy(request, row) }, localDateOf(ctx.clock.now()));
      const origin = publicUrl ?? `${request.protocol}://${request.host}`;
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${row.statement}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(printCertificate(facts, `${origin}/certificates/${row.statement}`));
    },
  );
}

/** Names of households and family farms are people's names: the public sees them masked, their holders do not. */
function seenBy(
  request: FastifyRequest,
  row: CertificateRow,
): Pick<CertificateRow, 'holder' | 'subject' | 'uscc'> {
  const { holder, subject, uscc, applicant, division } = row;
  if (actsForApplicant(request.caller, 'application.read', { party: applicant, division }))
    return { holder, subject, uscc };
  const masked = publicName(row.holderKind, holder);
  const isMasked = masked !== holder;
  return { holder: masked, subject: subject === holder ? masked : subject, uscc: isMasked ? null : uscc };
}
