import type { FastifyReply } from 'fastify';
import { type Problem, sendProblem } from '../../../http/problem.ts';
import type { RegistrationProblem } from '../registration.ts';

/** All that is wrong with a registration, in one answer. */
export function refuseRegistration(
  reply: FastifyReply,
  problems: readonly RegistrationProblem[],
): FastifyReply {
  return sendProblem(reply, {
    status: 422,
    code: 'registrationRefused',
    title: { 'zh-CN': '登记有误，什么也没有写入', en: 'The registration is not right; nothing was written' },
    problems,
  });
}

/** Nobody is registered there, or not for this asker to know. */
export const NO_PARTY: Problem = {
  status: 404,
  code: 'partyUnknown',
  title: { 'zh-CN': '没有登记过这个主体', en: 'This party is not registered' },
};

/** No such relation, or party. */
export const NO_RELATION: Problem = {
  status: 404,
  code: 'relationUnknown',
  title: { 'zh-CN': '没有登记过这个主体或关系', en: 'This party or relation is not registered' },
};

/** Why a party stays as it is. */
export const CHANGE_REFUSALS: Readonly<Record<'unknown' | 'outOfReach' | 'merged' | 'stale', Problem>> = {
  unknown: NO_PARTY,
  outOfReach: {
    status: 403,
    code: 'partyOutOfReach',
    title: { 'zh-CN': '这个主体不在您的职权范围内', en: 'This party is beyond the reach of your power' },
  },
  merged: {
    status: 409,
    code: 'partyMerged',
    title: {
      'zh-CN': '这个主体已并入另一个主体，请变更保留的主体',
      en: 'This party was merged into another: change the one that was kept',
    },
  },
  stale: {
    status: 412,
    code: 'partyChangedMeanwhile',
    title: {
      'zh-CN': '您看到之后，别人已经变更过这个主体；请重新打开，再改一次',
      en: 'Somebody changed this party after you saw it: open it again, then change it',
    },
  },
};

/** A page token that is none. */
export function pageWrong(): Problem {
  return {
    status: 400,
    code: 'pageWrong',
    title: { 'zh-CN': '翻页标记有误', en: 'The page token is not right' },
    detail: { 'zh-CN': '请从第一页重新开始。', en: 'Begin again at the first page.' },
    problems: [
      {
        at: '/query/after',
        code: 'pageWrong',
        message: { 'zh-CN': '不是本系统给出的标记', en: 'not a token of ours' },
      },
    ],
  };
}

/** The version that an asker has seen, from `If-Match` (RFC 9110 §13.1.1); or what is missing. */
export function seenVersion(header: string | undefined): number | Problem {
  const version = /^"(\d{1,9})"$/.exec(header?.trim() ?? '')?.[1];
  if (version !== undefined) return Number(version);
  return {
    status: 428,
    code: 'versionMissing',
    title: { 'zh-CN': '请说明您看到的是哪个版本', en: 'Say which version you have seen' },
    detail: {
      'zh-CN': '把打开该主体时得到的 ETag 原样放进 If-Match 头。',
      en: 'Send the ETag that came with the party in the header If-Match.',
    },
  };
}
