import { STATEMENT_ACTIONS } from '@pinxin/contract/statements/status';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { refuse } from '../answers.ts';
import { actingParty } from '../caller-party.ts';
import { statementProblem } from '../problem.ts';
import { type Submitted, submitChange, submitStatement } from '../proposals/submit.ts';
import { subjectOfReference } from '../read/reference-views.ts';
import { claimOf, StatementBody } from './statement-body.ts';
import type { StatementWish } from './statement-wish.ts';

/** Issuing statements and changing their standing. */
export function registerIssueRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/statements',
    {
      config: {
        access: 'statement.issue',
        summary: {
          'zh-CN': '签发一份声明；职权要求两人办理的，先成为待确认的请求（202）',
          en: 'Issue a statement; where the mandate asks for two persons, it first becomes a proposal (202)',
        },
      },
      schema: { body: StatementBody },
    },
    async (request, reply) => {
      const outcome = await inTransaction(ctx, tx => submitBody(ctx, tx, request.caller, request.body));
      return answerSubmitted(reply, outcome);
    },
  );

  app.post(
    '/statements/:id/changes',
    {
      config: {
        access: 'statement.change',
        summary: {
          'zh-CN': '暂停、恢复、撤销或注销一份声明',
          en: 'Suspend, restore, withdraw or cancel a statement',
        },
      },
      schema: {
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        body: Type.Object(
          {
            to: Type.Enum([...STATEMENT_ACTIONS]),
            reason: Type.String({ minLength: 1, maxLength: 2_000 }),
            legalBasis: Type.String({ minLength: 1, maxLength: 500 }),
            issuer: Type.Optional(Type.String({ maxLength: 60 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { issuer: code, ...change } = request.body;
      const outcome = await inTransaction(ctx, async (tx): Promise<Submitted> => {
        const acting = await actingParty(tx, request.caller, 'statement.change', code);
        if ('problem' in acting) return { outcome: 'refused', problems: [acting.problem] };
        return await submitChange(ctx, tx, {
          ...change,
          ...{ actor: actorOf(request.caller), issuer: acting.party.id, statement: request.params.id },
        });
      });
      return answerSubmitted(reply, outcome);
    },
  );
}

async function submitBody(ctx: Context, tx: Tx, caller: Caller, body: StatementBody): Promise<Submitted> {
  const acting = await actingParty(tx, caller, 'statement.issue', body.issuer);
  const subject = await subjectOfReference(tx, body.subject);
  const problems = [
    ...('problem' in acting ? [acting.problem] : []),
    ...(subject === undefined ? [statementProblem('/subject', 'subjectUnknown')] : []),
  ];
  if ('problem' in acting || subject === undefined) return { outcome: 'refused', problems };
  const { issuer: _issuer, subject: _subject, kind: _kind, content: _content, ...rest } = body;
  const wish = {
    ...rest,
    ...claimOf(body),
    ...{ actor: actorOf(caller), issuer: acting.party.id, subject },
  } as StatementWish;
  return await submitStatement(ctx, tx, wish);
}

/** 201 for what was done now, 200 for what had been done, 202 for what waits for a second person. */
function answerSubmitted(reply: FastifyReply, outcome: Submitted): FastifyReply {
  switch (outcome.outcome) {
    case 'done':
      return reply
        .code(outcome.repeated ? 200 : 201)
        .header('location', `/statements/${outcome.statement}`)
        .send({ id: outcome.statement });
    case 'proposed':
      return reply
        .code(202)
        .header('location', `/statement-proposals/${outcome.proposal}`)
        .send({ proposal: outcome.proposal, expiresAt: outcome.expiresAt.toISOString() });
    case 'refused':
      return refuse(reply, outcome.problems);
  }
}
