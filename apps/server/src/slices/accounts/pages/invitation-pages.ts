import { isRole, ROLE_WORDS } from '@pinxin/contract/permissions';
import type { PageContext } from '@pinxin/site/frame';
import { printInvitation } from '@pinxin/site/sign-in-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptInvitation, readInvitation } from '../invitations/accept-invitation.ts';
import { sendRefusal } from '../problems.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { type AccountParts, fromOf, setSession } from '../route-parts.ts';
import { contextOf, type Fields, fieldsOf, linesOf, sendPage, withForms } from './page-parts.ts';
import { refusedWith } from './sign-in-pages.ts';

const PUBLIC = { config: { access: 'public' } } as const;
const PATH = '/sign-in/invitation/:token';

/** The page behind a one-time link: invitation, recovery, first administrator. */
export function registerInvitationPages(app: FastifyInstance, parts: AccountParts): void {
  app.get(PATH, PUBLIC, async (request, reply) => show(request, reply, parts, {}, undefined));
  withForms(app, parts, scope => {
    scope.post(PATH, PUBLIC, async (request, reply) => {
      const fields = fieldsOf(request);
      const { caller } = request;
      const joining = fields.join === 'yes' && caller.kind === 'person' ? caller : undefined;
      const { login, name, password } = fields;
      const given = {
        ...(login === undefined ? {} : { login: login.slice(0, 200) }),
        ...(name === undefined ? {} : { name: name.slice(0, 200) }),
        ...(password === undefined ? {} : { password: password.slice(0, 1_000) }),
      };
      const accepted = await acceptInvitation(
        parts.ctx,
        tokenIn(request),
        given,
        joining,
        fromOf(request).device,
      );
      if (!accepted.ok) return await show(request, reply, parts, fields, accepted);
      if (accepted.value !== undefined) setSession(reply, accepted.value, parts);
      return reply.redirect('/account', 303);
    });
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  typed: Fields,
  refusal: Refusal | undefined,
): Promise<FastifyReply> {
  const open = await readInvitation(parts.ctx, tokenIn(request));
  if (open === undefined) return sendRefusal(reply, refuse('invitationUnknown'));
  if (refusal !== undefined) refusedWith(reply, refusal);
  const context = await contextOf(request, parts);
  const { caller } = request;
  const view = {
    token: tokenIn(request),
    kind: open.kind,
    offer: offerOf(open, context),
    login: typed.login ?? '',
    name: typed.name ?? open.name ?? '',
    complaints: refusal === undefined ? [] : linesOf(refusal, request),
    ...(caller.kind === 'person' ? { signedInAs: caller.name } : {}),
  };
  return sendPage(request, reply, printInvitation(view, context));
}

function offerOf(
  open: NonNullable<Awaited<ReturnType<typeof readInvitation>>>,
  { words }: PageContext,
): string {
  if (open.kind === 'firstAdministrator') return words.say('invitation.first');
  if (open.kind === 'recovery') return words.say('invitation.recovery', { login: open.login ?? '' });
  const role = open.role !== null && isRole(open.role) ? words.name(ROLE_WORDS[open.role]) : '';
  const { partyNameZh, partyNameEn } = open;
  const at = words.name({ 'zh-CN': partyNameZh ?? '', ...(partyNameEn === null ? {} : { en: partyNameEn }) });
  return words.say('invitation.offer', { role, at });
}

function tokenIn(request: FastifyRequest): string {
  return (request.params as { token: string }).token;
}
