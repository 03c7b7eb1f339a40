import { NewObjection } from '@pinxin/contract/schemes/objection';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { describeFindings } from '../../../http/validation.ts';
import type { Context } from '../../../kernel/context.ts';
import { schemeProblem, sendRefusal } from '../problem.ts';
import { objectTo } from './object.ts';

const LARGEST_FORM = 64 * 1024;
const params = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** The form under a public notice: the same command as the interface has, answered with the page of notices. */
export function registerObjectionForm(
  fastify: FastifyInstance,
  ctx: Context,
  within: (address: string) => boolean,
): void {
  fastify.register(async app => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LARGEST_FORM },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );
    app.post(
      '/public-notices/:id/objection',
      {
        config: {
          access: 'public',
          summary: { 'zh-CN': '公示页上的异议表单', en: 'The form of objection on the page of notices' },
        },
        schema: { params },
      },
      async (request, reply) => {
        const wish = wishIn(request);
        if (!Value.Check(NewObjection, wish)) {
          const problems = describeFindings(Value.Errors(NewObjection, wish), 'body');
          return sendProblem(reply, rimProblem('invalidRequest', { problems }));
        }
        if (!within(request.ip)) return sendRefusal(reply, [schemeProblem('', 'tooManyObjections')]);
        const made = await objectTo(ctx, (request.params as { id: string }).id, wish);
        if (!made.ok) return sendRefusal(reply, made.problems);
        const { lang } = request.query as { lang?: unknown };
        const language = typeof lang === 'string' ? `&lang=${encodeURIComponent(lang)}` : '';
        return reply.redirect(`/public-notices?thanks=1${language}`, 303);
      },
    );
  });
}

/** What was filled in; what was left empty was not said. Whoever sends something else than a form is told by the check. */
function wishIn({ body }: FastifyRequest): Readonly<Record<string, unknown>> {
  const fields = Object.entries(body ?? {}).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ]);
  return Object.fromEntries(fields.filter(([, value]) => value !== ''));
}
