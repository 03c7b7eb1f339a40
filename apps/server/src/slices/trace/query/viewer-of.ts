import type { FastifyRequest } from 'fastify';
import { actingFor } from '../../../http/acting-for.ts';
import { waysOf } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { partiesMergedInto } from '../../parties/api.ts';
import type { Viewer } from './visibility.ts';

/**
 * An authority with the scope `trace`, and a person who may query anything, see every event; everybody else the own
 * chain, one step up and down.
 */
export async function viewerOf(ctx: Context, request: FastifyRequest): Promise<Viewer> {
  const { caller } = request;
  if (caller.kind === 'party' && caller.partyKind === 'authority' && caller.scopes.has('trace'))
    return { kind: 'everything' };
  if (caller.kind === 'person' && waysOf(caller, 'query').some(({ reach }) => reach === 'any'))
    return { kind: 'everything' };
  const { party } = actingFor(request, 'query');
  return { kind: 'party', party, also: await partiesMergedInto(ctx.database, party) };
}
