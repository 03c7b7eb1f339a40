import { GRANTS, type Permission } from '@pinxin/contract/permissions';
import type { FastifyRequest } from 'fastify';
import type { KnownCaller } from './caller.ts';
import { type Problem, ThrownProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';

/** The header in which somebody with several offices says for which party they act now, by its public id. */
const ACTING_FOR = 'x-acting-for';

/** The party in whose name a request is made. */
export interface ActingFor {
  readonly party: number;
  readonly partyPublicId: string;
  /** Who did it, for the journal. */
  readonly actor: string;
}

/**
 * For which party the caller uses a power: a key for its own party, a person for the one where they have the power.
 * Somebody who has it at several parties names one in `X-Acting-For`. Throws ThrownProblem when it is not clear, or
 * the power is not held there: the rim tells them so.
 */
export function actingFor(request: FastifyRequest, permission: Permission): ActingFor {
  const { caller } = request;
  if (caller.kind === 'stranger') throw new Error('a guarded route was reached by a stranger');
  const parties = partiesOf(caller, permission);
  const wished = request.headers[ACTING_FOR];
  const [only, another] = [...parties].filter(([, publicId]) => wished === undefined || publicId === wished);
  if (only === undefined) throw new ThrownProblem(notThere(permission));
  if (another !== undefined) throw new ThrownProblem(choiceNeeded([...parties.values()]));
  return { party: only[0], partyPublicId: only[1], actor: caller.publicId };
}

function partiesOf(caller: KnownCaller, permission: Permission): ReadonlyMap<number, string> {
  if (caller.kind === 'party') return new Map([[caller.party, caller.publicId]]);
  const there = caller.memberships.filter(({ role }) => GRANTS[role][permission] !== undefined);
  return new Map(there.map(({ party, partyPublicId }) => [party, partyPublicId]));
}

function notThere(permission: Permission): Problem {
  return rimProblem('roleNotAllowed', {
    problems: [
      {
        at: '/header/x-acting-for',
        code: 'permissionMissing',
        message: {
          'zh-CN': `在这个主体没有权限 ${permission}`,
          en: `permission ${permission} is missing at this party`,
        },
      },
    ],
  });
}

function choiceNeeded(parties: readonly string[]): Problem {
  return rimProblem('actingForNeeded', {
    problems: [
      {
        at: '/header/x-acting-for',
        code: 'choiceNeeded',
        message: { 'zh-CN': `可选：${parties.join('、')}`, en: `one of ${parties.join(', ')}` },
      },
    ],
  });
}
