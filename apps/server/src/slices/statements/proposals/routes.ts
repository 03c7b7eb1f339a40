import type { Permission } from '@pinxin/contract/permissions';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type Caller, isSureEnough, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { pageToken, readPageToken } from '../../../kernel/keyset.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { PAGE_WRONG, refuse } from '../answers.ts';
import { statementProblem } from '../problem.ts';
import { confirmProposal, declineProposal } from './confirm-proposal.ts';
import { findProposal, listProposals, type StoredProposal } from './proposal-store.ts';
import { type ProposalNames, proposalNames } from './proposal-views.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** 两人办理: what waits for a second person; confirming and declining it. */
export function registerProposalRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/statement-proposals',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '待第二人确认的请求', en: 'What waits for a second person' },
      },
      schema: {
        querystring: Type.Object({
          all: Type.Optional(Type.Boolean({ title: '包括已办结的', 'x-en': 'those that are over too' })),
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { all, after, limit = 50 } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, PAGE_WRONG);
      const ways = waysOfCaller(request.caller, 'statement.issue');
      const parties = ways.some(({ reach }) => reach === 'any')
        ? 'any'
        : ways.flatMap(way => (way.reach === 'own' ? [way.party] : []));
      const now = ctx.clock.now();
      const rows = await listProposals(ctx.database, {
        parties,
        limit: limit + 1,
        ...(all === true ? {} : { waitingAt: now }),
        ...(end === undefined ? {} : { before: end.id }),
      });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const names = await proposalNames(ctx.database, shown);
      return reply.header('cache-control', 'no-store').send({
        items: shown.map(proposal => told(proposal, names, request.caller, now)),
        next: last === undefined ? null : pageToken({ value: last.id, id: last.id }),
      });
    },
  );

  app.post(
    '/statement-proposals/:id/confirmation',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '第二人确认，随即办理', en: 'The second person confirms, and it is done' },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const found = await reachableProposal(ctx, request.caller, request.params.id);
      if (found === undefined) return refuse(reply, [statementProblem('/path/id', 'proposalUnknown')]);
      if (!isSureEnough(found.caller, powerFor(found.proposal))) {
        return sendProblem(reply, rimProblem('secondFactorNeeded'));
      }
      const by = { actor: actorOf(request.caller), proposal: request.params.id };
      const confirmed = await inTransaction(ctx, tx => confirmProposal(ctx, tx, by));
      return confirmed.ok ? reply.send({ id: confirmed.statement }) : refuse(reply, confirmed.problems);
    },
  );

  app.post(
    '/statement-proposals/:id/refusal',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '第二人退回', en: 'The second person declines' },
      },
      schema: {
        params: Id,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: 2_000 }) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const found = await reachableProposal(ctx, request.caller, request.params.id);
      if (found === undefined) return refuse(reply, [statementProblem('/path/id', 'proposalUnknown')]);
      const by = { actor: actorOf(request.caller), proposal: request.params.id, reason: request.body.reason };
      const declined = await inTransaction(ctx, tx => declineProposal(ctx, tx, by));
      return declined.ok ? reply.code(204).send() : refuse(reply, declined.problems);
    },
  );
}

/** To confirm something one needs the power to do it oneself. */
function powerFor({ action }: StoredProposal): Permission {
  return action === 'issue' ? 'statement.issue' : 'statement.change';
}

async function reachableProposal(ctx: Context, caller: Caller, id: string) {
  const proposal = await findProposal(ctx.database, id);
  if (proposal === undefined || caller.kind === 'stranger') return undefined;
  const ways = waysOfCaller(caller, powerFor(proposal));
  return mayTouch(ways, { party: proposal.party, division: null }) ? { proposal, caller } : undefined;
}

function told(proposal: StoredProposal, names: ProposalNames, caller: Caller, now: Date) {
  const { publicId: id, action, wish, proposedBy, outcome, proposedAt, expiresAt } = proposal;
  const { scheme, statement, ...said } = wish as Readonly<Record<string, string | undefined>>;
  const changed = statement === undefined ? undefined : names.statements.get(statement);
  const state = outcome ?? (expiresAt <= now ? 'expired' : 'waiting');
  const isMine = caller.kind === 'person' && caller.publicId === proposedBy;
  return {
    ...{ id, action, state, scheme, statement, proposedBy },
    kind: said.kind ?? changed?.kind,
    number: said.number ?? changed?.number ?? undefined,
    party: names.parties.get(proposal.party) ?? null,
    proposedByName: names.accounts.get(proposedBy) ?? null,
    ...{ proposedAt: proposedAt.toISOString(), expiresAt: expiresAt.toISOString() },
    wish,
    mayConfirm: state === 'waiting' && !isMine,
  };
}
