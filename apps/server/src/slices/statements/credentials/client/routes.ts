import { asList, isNestedTooDeeply, isObject, type JsonObject } from '@pinxin/credentials/encoding/json';
import type { Finding } from '@pinxin/credentials/finding';
import { findingSentence } from '@pinxin/credentials/finding-words';
import { verifyCredential, verifyPresentation } from '@pinxin/credentials/verify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { type Sentence, sendProblem } from '../../../../http/problem.ts';
import type { Context } from '../../../../kernel/context.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import { evidenceAtHand } from '../verify/evidence-at-hand.ts';
import { type ClientStatusProblem, changeClientStatus } from './change-client-status.ts';
import { answered, issueForClient } from './issue-for-client.ts';

const Document = Type.Record(Type.String(), Type.Any());
const Secured = Type.Union([Document, Type.String({ maxLength: 262_144 })]);

const STATUS_SENTENCES: Readonly<Record<ClientStatusProblem, Sentence>> = {
  credentialUnknown: { 'zh-CN': '没有这份凭证', en: 'There is no such credential' },
  notYours: { 'zh-CN': '这份凭证不是您签发的', en: 'This credential is not yours' },
  ofStatement: {
    'zh-CN': '这是登记中声明的凭证：请改变声明的状态',
    en: 'This is the credential of a statement: change the standing of the statement',
  },
  irrevocable: { 'zh-CN': '撤销不能收回', en: 'A revocation can not be taken back' },
  noSigningKey: { 'zh-CN': '签发方没有可用的签名密钥', en: 'The issuer has no signing key' },
};

/** W3C VC API for registered clients: a key of the scope `credential` signs in its party's name and verifies. */
export function registerVcApiRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const about = (zh: string, en: string) =>
    ({
      config: { access: 'credential', summary: { 'zh-CN': zh, en } },
      preValidation: refuseDepth,
    }) as const;

  app.post(
    '/credentials/issue',
    {
      ...about('VC API：以本方名义签发一份凭证', 'VC API: sign a credential in the name of one’s party'),
      schema: {
        body: Type.Object({
          credential: Document,
          options: Type.Optional(
            Type.Object({
              securing: Type.Optional(Type.Enum(['vc+jwt', 'dataIntegrity'])),
              request: Type.Optional(Type.String({ minLength: 8, maxLength: 100 })),
            }),
          ),
        }),
      },
    },
    async (request, reply) => {
      const party = partyOf(request);
      if (party === undefined) return refuseClient(reply);
      const { credential, options = {} } = request.body;
      const wish = {
        ...{ actor: actorOf(request.caller), party, credential: credential as JsonObject },
        ...{ securing: options.securing ?? 'vc+jwt', request: options.request },
      } as const;
      const outcome = await inTransaction(ctx, tx => issueForClient(ctx, tx, wish));
      if (outcome.ok) {
        return reply
          .code(outcome.repeated ? 200 : 201)
          .send({ verifiableCredential: answered(outcome.secured) });
      }
      if ('findings' in outcome) return refuseFindings(reply, outcome.findings);
      return sendProblem(reply, {
        ...{ status: outcome.code === 'issuerOther' ? 403 : 409, code: outcome.code },
        title:
          outcome.code === 'issuerOther'
            ? { 'zh-CN': '只能以本方的名义签发', en: 'You can only sign in the name of your own party' }
            : STATUS_SENTENCES.noSigningKey,
      });
    },
  );

  app.post(
    '/credentials/verify',
    {
      ...about('VC API：验证一份凭证', 'VC API: verify a credential'),
      schema: { body: Type.Object({ verifiableCredential: Secured, options: Type.Optional(Document) }) },
    },
    async (request, reply) => {
      const input = request.body.verifiableCredential as string | JsonObject;
      const evidence = await evidenceAtHand(ctx, [input]);
      const { verdict, findings, document } = verifyCredential(input, { at: ctx.clock.now(), ...evidence });
      return sendVerdict(reply, verdict === 'valid', findings, document);
    },
  );

  app.post(
    '/presentations/verify',
    {
      ...about('VC API：验证一次出示', 'VC API: verify a presentation'),
      schema: { body: Type.Object({ verifiablePresentation: Secured, options: Type.Optional(Document) }) },
    },
    async (request, reply) => {
      const input = request.body.verifiablePresentation as string | JsonObject;
      const inner = isObject(input) ? asList(input.verifiableCredential).filter(isObject) : [];
      const evidence = await evidenceAtHand(ctx, [input, ...inner]);
      const { verdict, findings, document } = verifyPresentation(input, { at: ctx.clock.now(), ...evidence });
      return sendVerdict(reply, verdict === 'valid', findings, document);
    },
  );

  app.post(
    '/credentials/status',
    {
      ...about('VC API：改变本方所签凭证的状态', 'VC API: change the status of a credential of one’s own'),
      schema: {
        body: Type.Object({
          credentialId: Type.String({ maxLength: 300 }),
          credentialStatus: Type.Object({
            type: Type.Optional(Type.Literal('BitstringStatusListEntry')),
            statusPurpose: Type.Enum(['revocation', 'suspension']),
          }),
          status: Type.Boolean(),
        }),
      },
    },
    async (request, reply) => {
      const party = partyOf(request);
      if (party === undefined) return refuseClient(reply);
      const { credentialId, credentialStatus, status: value } = request.body;
      const credential = credentialId.split('/').at(-1)!;
      const wish = {
        actor: actorOf(request.caller),
        party,
        credential,
        purpose: credentialStatus.statusPurpose,
        value,
      };
      const problem = await inTransaction(ctx, tx => changeClientStatus(ctx, tx, wish));
      if (problem === undefined) return reply.send({ credentialId, status: value });
      const status = problem === 'credentialUnknown' ? 404 : problem === 'notYours' ? 403 : 409;
      return sendProblem(reply, { status, code: problem, title: STATUS_SENTENCES[problem] });
    },
  );
}

/** A key's party; a person signs statements, not credentials of its own. */
function partyOf({ caller }: FastifyRequest): number | undefined {
  return caller.kind === 'party' ? caller.party : undefined;
}

function refuseClient(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    ...{ status: 403, code: 'clientNeeded' },
    title: {
      'zh-CN': '只有登记的程序（密钥）可以这样签发',
      en: 'Only a registered client (a key) may do this',
    },
  });
}

function refuseFindings(reply: FastifyReply, findings: readonly Finding[]): FastifyReply {
  return sendProblem(reply, {
    ...{ status: 400, code: 'credentialWrong' },
    title: { 'zh-CN': '凭证有误，没有签发', en: 'The credential is not right; it was not signed' },
    problems: findings.map(finding => ({
      ...{ at: `/credential${finding.at ?? ''}`, code: finding.code, message: findingSentence(finding) },
    })),
  });
}

/** 200 with `verified` when it is valid; 400 with the findings otherwise, as the VC API has it. */
function sendVerdict(
  reply: FastifyReply,
  verified: boolean,
  findings: readonly Finding[],
  document: JsonObject | undefined,
): FastifyReply {
  const told = findings.map(finding => ({ ...finding, message: findingSentence(finding).en }));
  return reply.code(verified ? 200 : 400).send({
    verified,
    document: document ?? null,
    errors: told.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown'),
    checks: told,
  });
}

/** What walks a document later is not to run out of stack. */
async function refuseDepth({ body }: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isNestedTooDeeply(body)) return;
  await sendProblem(reply, {
    ...{ status: 400, code: 'notACredential' },
    title: { 'zh-CN': '嵌套太深，不会是凭证', en: 'Nested too deeply to be a credential' },
  });
}
