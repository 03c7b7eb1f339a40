import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { sendProblem } from '../../../../http/problem.ts';
import { rimProblem } from '../../../../http/rim-problems.ts';
import { describeFindings } from '../../../../http/validation.ts';
import type { RecallParts } from '../recall.ts';
import { actingFor } from './acting.ts';
import { RecallDraft } from './announcement.ts';
import { closeRecall } from './close-recall.ts';
import { draftRecall } from './draft-recall.ts';
import { recallProblem } from './problems.ts';
import { publishRecall } from './publish-recall.ts';

const LARGEST_FORM = 512 * 1024;
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const Form = Type.Record(Type.String(), Type.String());

/** The desk's forms: the same commands as the interface has, answered with a page to go to. */
export function registerRecallFormRoutes(fastify: FastifyInstance, parts: RecallParts): void {
  fastify.register(async scope => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LARGEST_FORM },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );
    const app = scope.withTypeProvider<TypeBoxProvider>();

    app.post('/desk/recalls', { config: { access: 'recall' }, schema: { body: Form } }, (request, reply) =>
      draft(request, reply, parts, request.body),
    );

    app.post(
      '/desk/recalls/:id/publication',
      { config: { access: 'recall.publish' }, schema: { params } },
      async (request, reply) => {
        const acting = actingFor(request.caller, 'recall.publish');
        if (acting === undefined) return sendProblem(reply, recallProblem('noOffice'));
        const outcome = await publishRecall(parts, acting, request.params.id);
        return outcome.ok
          ? toRecall(request, reply, request.params.id)
          : sendProblem(reply, recallProblem(outcome.code));
      },
    );

    for (const [path, step] of [
      ['end', 'end'],
      ['withdrawal', 'withdraw'],
    ] as const) {
      app.post(
        `/desk/recalls/:id/${path}`,
        {
          config: { access: 'recall.publish' },
          schema: {
            params,
            body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' }) }),
          },
        },
        async (request, reply) => {
          const acting = actingFor(request.caller, 'recall.publish');
          if (acting === undefined) return sendProblem(reply, recallProblem('noOffice'));
          const closing = { reason: { 'zh-CN': request.body.reason } };
          const outcome = await closeRecall(parts.ctx, acting, request.params.id, step, closing);
          return outcome.ok
            ? toRecall(request, reply, request.params.id)
            : sendProblem(reply, recallProblem(outcome.code));
        },
      );
    }
  });
}

async function draft(
  request: FastifyRequest,
  reply: FastifyReply,
  { ctx }: RecallParts,
  form: Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const acting = actingFor(request.caller, 'recall');
  if (acting === undefined) return sendProblem(reply, recallProblem('noOffice'));
  const wish = draftIn(form);
  if (!Value.Check(RecallDraft, wish)) {
    const problems = describeFindings(Value.Errors(RecallDraft, wish), 'body');
    return sendProblem(reply, rimProblem('invalidRequest', { problems }));
  }
  const outcome = await draftRecall(ctx, acting, wish);
  return outcome.ok
    ? toRecall(request, reply, outcome.recall.publicId)
    : sendProblem(reply, recallProblem(outcome.code, outcome.problems));
}

/** A form's fields as the draft that programs send. */
function draftIn({
  id,
  question,
  hazard,
  phone,
  legalBasis,
  ...form
}: Readonly<Record<string, string>>): unknown {
  const words = (name: string) => ({
    'zh-CN': form[name] ?? '',
    ...(form[`${name}En`]?.trim() ? { en: form[`${name}En`] } : {}),
  });
  return {
    ...{ id, question: parsed(question ?? ''), hazard, phone: phone?.trim(), legalBasis },
    ...{ reason: words('reason'), advice: words('advice'), contact: words('contact') },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Back to the recall, in the language that was chosen. */
function toRecall(request: FastifyRequest, reply: FastifyReply, id: string): FastifyReply {
  const { lang } = request.query as { lang?: unknown };
  const query = typeof lang === 'string' ? `?${new URLSearchParams({ lang })}` : '';
  return reply.redirect(`/desk/recalls/${encodeURIComponent(id)}${query}`, 303);
}
