import type { Problem, ProblemDetail, Sentence } from '../../../http/problem.ts';
import { queryParameterException } from '../query/query-problems.ts';
import type { Refusal, SubscriptionProblem } from './refusal.ts';

type Words = readonly [zh: string, en: string];

const WORDS: Readonly<Record<SubscriptionProblem['code'], Words>> = {
  notAnAddress: ['应为 https:// 开头的网址。', 'Give an address that begins with https://.'],
  notSecure: [
    '须用 https。http 只用于运营方允许的内部网络。',
    'Use https. Plain http is for inner networks that the operator allows.',
  ],
  withCredentials: ['网址里不要写用户名和密码。', 'Leave user name and password out of the address.'],
  notReachable: [
    '这个地址不在公共网络上，未经运营方允许不能送达。',
    'This address is not on the public network; the operator does not allow it.',
  ],
  scheduleOrStream: [
    '请在 stream: true 和 schedule 中选且只选一个。',
    'Give exactly one of stream: true and schedule.',
  ],
  scheduleField: [
    '不是时间表的值。可写数字、列表（0,30）、范围（8-18）、步长（0/15）；星期一为 1，星期日为 7。',
    'Not a value of a schedule. Write numbers, lists (0,30), ranges (8-18), steps (0/15); Monday is 1, Sunday 7.',
  ],
  scheduleNever: ['这个时间永远不会到来。', 'This time never comes.'],
  secretTooShort: [
    '签名密钥须有 16 到 500 个字符；不填则由系统生成。',
    'The signature token has 16 to 500 characters; left out, one is made.',
  ],
  notATime: [
    '不是带时区的时间，例如 2026-07-18T08:00:00+08:00。',
    'No time with a zone, such as 2026-07-18T08:00:00+08:00.',
  ],
  notATruth: ['应为 true 或 false。', 'This is true or false.'],
  notAPlace: [
    '不是本系统给出的位置。请用收到的最后一个文档中的 pinxin:position。',
    'Not a place that was given here. Use pinxin:position of the last document received.',
  ],
  unknownMember: ['不认识这一项。请核对拼写。', 'This member is not known. Check its spelling.'],
};

const sentence = ([zh, en]: Words): Sentence => ({ 'zh-CN': zh, en });

function detailOf({ at, code }: SubscriptionProblem): ProblemDetail {
  return { at, code, message: sentence(WORDS[code]) };
}

/** A refusal as a problem document, with the exception that the standard names where it names one. */
export function problemOf(refusal: Refusal): Problem {
  switch (refusal.code) {
    case 'queryWrong':
      return queryParameterException(refusal.problems);
    case 'subscriptionWrong':
      return {
        ...{ status: 400, code: 'subscriptionWrong', type: 'epcisException:SubscriptionControlsException' },
        title: sentence(['订阅有误', 'The subscription is not right']),
        problems: refusal.problems.map(detailOf),
      };
    case 'notPermitted':
      return {
        ...{ status: 400, code: 'notPermitted', type: 'epcisException:SubscribeNotPermittedException' },
        title: sentence(['这个查询不能订阅', 'This query cannot be subscribed to']),
        detail: sentence([
          '排序和限数只用于一次性查询。请另建一个不含这些参数的查询。',
          'Order and limits are for queries that are asked once. Make another query without these parameters.',
        ]),
        problems: refusal.parameters.map(name => ({
          ...{ at: `/query/${name}`, code: 'notPermitted' },
          message: sentence([`参数 ${name} 不能用于订阅。`, `${name} is not for subscriptions.`]),
        })),
      };
    case 'nameWrong':
      return {
        ...{ status: 400, code: 'nameWrong', type: 'epcisException:ValidationException' },
        title: sentence(['查询的名称有误', 'The name of the query is not right']),
        detail: sentence([
          '名称以文字或数字开头，可含文字、数字、“-”“_”“.”，至多 100 个字符。',
          'A name begins with a letter or digit and holds letters, digits, “-”, “_” and “.”, at most 100.',
        ]),
      };
    case 'nameTaken':
      return {
        ...{ status: 409, code: 'nameTaken', type: 'epcisException:ResourceAlreadyExistsException' },
        title: sentence(['已有同名的另一个查询', 'There is another query of this name']),
        detail: sentence([
          '请换一个名称，或先删除原来的查询。',
          'Choose another name, or delete the other query first.',
        ]),
      };
    case 'tooManyQueries':
    case 'tooManySubscriptions':
      return tooMany(refusal);
    case 'noSuchQuery':
      return {
        ...{ status: 404, code: 'noSuchQuery', type: 'epcisException:NoSuchNameException' },
        title: sentence(['本方没有这个名称的查询', 'This party has no query of this name']),
      };
    case 'noSuchSubscription':
      return {
        ...{ status: 404, code: 'noSuchSubscription', type: 'epcisException:NoSuchNameException' },
        title: sentence(['本方没有这个订阅', 'This party has no such subscription']),
      };
    case 'otherState':
      return {
        ...{ status: 409, code: 'otherState' },
        title: sentence(['订阅已暂停', 'The subscription is paused']),
        detail: sentence(['请先恢复订阅，再从某一时刻重发。', 'Resume it first, then replay from a moment.']),
      };
  }
}

function tooMany({ code, most }: Extract<Refusal, { readonly most: number }>): Problem {
  const isQueries = code === 'tooManyQueries';
  return {
    ...{ status: 409, code, type: 'epcisException:SubscriptionControlsException' },
    title: sentence(
      isQueries
        ? [`每个主体至多 ${most} 个命名查询`, `A party has at most ${most} named queries`]
        : [`每个主体至多 ${most} 个订阅`, `A party has at most ${most} subscriptions`],
    ),
    detail: sentence(['请先删除不再使用的。', 'Delete some that are no longer used.']),
  };
}
