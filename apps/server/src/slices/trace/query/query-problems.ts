import type { Problem, Sentence } from '../../../http/problem.ts';
import type { QueryProblem, QueryProblemCode } from './event-query.ts';
import type { QueryRefusal } from './query-events.ts';
import type { VersionHeader } from './versions.ts';

const WORDS: Readonly<Record<QueryProblemCode, Sentence>> = {
  unknownParameter: {
    'zh-CN': '不认识参数 {parameter}。请核对拼写和大小写。',
    en: 'The parameter {parameter} is not known. Check its spelling and case.',
  },
  ofAWebSocket: {
    'zh-CN':
      '参数 {parameter} 用于 WebSocket：请带 Upgrade: websocket 请求头连接；要推送到自己的地址，请订阅（POST /queries/…/subscriptions）。',
    en: 'The parameter {parameter} belongs to a WebSocket: connect with the header Upgrade: websocket; to be told at an address of yours, subscribe (POST /queries/…/subscriptions).',
  },
  repeatedParameter: {
    'zh-CN': '参数 {parameter} 只能出现一次。多个值请用 | 隔开。',
    en: 'The parameter {parameter} may stand once. Separate several values by |.',
  },
  sameAsOther: {
    'zh-CN': '参数 {parameter} 与 {other} 问的是同一项，请合并为一个。',
    en: 'The parameters {parameter} and {other} ask about the same thing: make them one.',
  },
  unknownPrefix: {
    'zh-CN':
      '参数 {parameter} 中的前缀“{prefix}”没有声明。请用请求头 GS1-Extensions（{prefix}=命名空间）或查询自带的 @context 声明，或写完整 URI。',
    en: 'Nothing says what the prefix “{prefix}” in {parameter} stands for. Declare it in the header GS1-Extensions ({prefix}=namespace) or in the @context of the query, or write the whole URI.',
  },
  wrongExtensions: {
    'zh-CN': '请求头 GS1-Extensions 应写成 前缀=URI，多个用逗号隔开；“{value}”不是。',
    en: 'The header GS1-Extensions is written prefix=URI, several of them separated by commas; “{value}” is not.',
  },
  notAQuery: {
    'zh-CN': '查询应为一个 JSON 对象，其成员是查询参数。',
    en: 'A query is a JSON object whose members are its parameters.',
  },
  oneValue: {
    'zh-CN': '参数 {parameter} 只能有一个值。',
    en: 'The parameter {parameter} takes one value.',
  },
  wrongValue: {
    'zh-CN': '参数 {parameter} 的值应为文字、数字、真假，或它们的列表。',
    en: 'The value of {parameter} is a text, a number, true or false, or a list of these.',
  },
  noValue: { 'zh-CN': '参数 {parameter} 缺少值。', en: 'The parameter {parameter} lacks a value.' },
  tooManyValues: {
    'zh-CN': '参数 {parameter} 的值至多 {most} 个。',
    en: 'The parameter {parameter} takes at most {most} values.',
  },
  tooLongValue: {
    'zh-CN': '参数 {parameter} 的每个值至多 {most} 个字符。',
    en: 'Each value of {parameter} has at most {most} characters.',
  },
  notATime: {
    'zh-CN': '参数 {parameter} 的值“{value}”不是带时区的时间，例如 2026-07-18T08:00:00%2B08:00。',
    en: '“{value}” in {parameter} is no time with a zone, such as 2026-07-18T08:00:00%2B08:00.',
  },
  notANumber: {
    'zh-CN': '参数 {parameter} 的值“{value}”不是数字。',
    en: '“{value}” in {parameter} is not a number.',
  },
  notComparable: {
    'zh-CN': '参数 {parameter} 的值“{value}”既不是数字也不是带时区的时间，无法比较大小。',
    en: '“{value}” in {parameter} is neither a number nor a time with a zone: it cannot be compared.',
  },
  notACount: {
    'zh-CN': '参数 {parameter} 应为 1 以上的整数{most}。',
    en: 'The parameter {parameter} is a whole number of 1 or more{most}.',
  },
  notATruth: {
    'zh-CN': '参数 {parameter} 应为 true 或 false。',
    en: 'The parameter {parameter} is true or false.',
  },
  notAnAction: {
    'zh-CN': '参数 {parameter} 应为 ADD、OBSERVE 或 DELETE。',
    en: 'The parameter {parameter} is ADD, OBSERVE or DELETE.',
  },
  notAType: {
    'zh-CN': '参数 {parameter} 的值“{value}”不是事件类型。',
    en: '“{value}” in {parameter} is no event type.',
  },
  notAPattern: {
    'zh-CN': '参数 {parameter} 的值“{value}”不是标识，也不是标识的模式。请核对编码和校验位。',
    en: '“{value}” in {parameter} is neither an identifier nor a pattern of one. Check the number and its check digit.',
  },
  notAnOrder: {
    'zh-CN': '参数 {parameter} 应为：{allowed}。',
    en: 'The parameter {parameter} is one of: {allowed}.',
  },
  excludesOther: {
    'zh-CN': '参数 {parameter} 与 {other} 不能同时使用。',
    en: 'The parameters {parameter} and {other} exclude each other.',
  },
  needsOrderBy: {
    'zh-CN': '参数 {parameter} 须与 orderBy 一起使用。',
    en: 'The parameter {parameter} needs orderBy.',
  },
  wrongPageToken: {
    'zh-CN': 'nextPageToken 无效，或属于另一个查询。请原样使用上一页 Link 头中的地址。',
    en: 'The nextPageToken is not valid or belongs to another query. Use the address from the Link header of the page before, as it is.',
  },
  pageTokenExpired: {
    'zh-CN': 'nextPageToken 已过期（响应头 GS1-Next-Page-Token-Expires 写明了时限）。请从第一页重新查询。',
    en: 'The nextPageToken has expired (the header GS1-Next-Page-Token-Expires said when). Ask for the first page again.',
  },
};

function sentence({ parameter, code, params }: QueryProblem): Sentence {
  const values: Readonly<Record<string, string>> = { ...params, parameter, ...mostOf(code, params?.most) };
  const fill = (text: string, most: string | undefined): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      name === 'most' && most !== undefined ? most : (values[name] ?? whole),
    );
  const words = WORDS[code];
  const limit = code === 'notACount' ? params?.most : undefined;
  return {
    'zh-CN': fill(words['zh-CN'], code === 'notACount' ? (limit ? `，至多 ${limit}` : '') : undefined),
    en: fill(words.en, code === 'notACount' ? (limit ? `, at most ${limit}` : '') : undefined),
  };
}

function mostOf(code: QueryProblemCode, most: string | undefined): Readonly<Record<string, string>> {
  return code === 'notACount' || most === undefined ? {} : { most };
}

/** Parameters that are unknown, ambiguous or wrong: all of them, by name. */
export function queryParameterException(problems: readonly QueryProblem[]): Problem {
  return {
    status: 400,
    code: 'queryParameterWrong',
    type: 'epcisException:QueryParameterException',
    title: { 'zh-CN': '查询参数有误', en: 'Query parameters are wrong' },
    problems: problems.map(problem => ({
      at: problem.code === 'wrongExtensions' ? '/header/gs1-extensions' : `/query/${problem.parameter}`,
      code: problem.code,
      message: sentence(problem),
    })),
  };
}

/** More events match than the asker wants. */
export function queryTooLargeException(most: number): Problem {
  return {
    status: 413,
    code: 'queryTooLarge',
    type: 'epcisException:QueryTooLargeException',
    title: { 'zh-CN': `符合条件的事件超过 ${most} 个`, en: `More than ${most} events match` },
    detail: {
      'zh-CN': '请缩小条件，或改用 perPage 分页读取。',
      en: 'Narrow the conditions, or read page by page with perPage.',
    },
  };
}

/** Conditions that many events fulfil singly and hardly any together. */
function queryTooComplexException(): Problem {
  return {
    status: 413,
    code: 'queryTooComplex',
    type: 'epcisException:QueryTooComplexException',
    title: {
      'zh-CN': '这些条件分别符合的事件很多、同时符合的很少，未能在时限内找完',
      en: 'Many events fulfil these conditions singly and hardly any together: the search was given up',
    },
    detail: {
      'zh-CN': '请加上时间范围（GE_eventTime、LT_eventTime），或加上批次、单据、地点等更能缩小范围的条件。',
      en: 'Add a span of time (GE_eventTime, LT_eventTime), or what narrows it down more: a lot, a transaction, a place.',
    },
  };
}

/** Why a query was not answered. */
export function queryRefused(refusal: QueryRefusal): Problem {
  return refusal.kind === 'tooLarge' ? queryTooLargeException(refusal.most) : queryTooComplexException();
}

/** No such event, or none that this party may see. */
export function noSuchEvent(): Problem {
  return {
    status: 404,
    code: 'noSuchEvent',
    type: 'epcisException:NoSuchResourceException',
    title: { 'zh-CN': '没有这个事件，或无权查看', en: 'There is no such event, or it may not be seen' },
  };
}

/** No such element of a top-level resource, or none of whose events this party may see any. */
export function noSuchResource(): Problem {
  return {
    status: 404,
    code: 'noSuchResource',
    type: 'epcisException:NoSuchResourceException',
    title: {
      'zh-CN': '没有这一项，或没有可以查看的事件',
      en: 'There is no such element, or no event of it that may be seen',
    },
    detail: {
      'zh-CN': '标识在路径中须百分号编码（/ 写作 %2F）；请核对编码和校验位。',
      en: 'An identifier in a path is percent-encoded (/ as %2F); check the number and its check digit.',
    },
  };
}

/** Nothing that the request would take can be answered; `header` is the one that cannot be met. */
export function notAcceptable(
  header: 'accept' | 'gs1-cbv-xml-format' | 'gs1-epc-format' | VersionHeader,
): Problem {
  return {
    status: 406,
    code: 'notAcceptable',
    type: 'epcisException:NotAcceptableException',
    title: { 'zh-CN': '不能按所要求的格式回答', en: 'The format that was asked for cannot be answered' },
    problems: [
      {
        at: `/header/${header}`,
        code: 'notAcceptable',
        message: {
          'zh-CN':
            '可以要求：Accept 为 application/json、application/ld+json、application/xml 或 text/xml；GS1-EPCIS-Version 和 GS1-CBV-Version 为 2.0，XML 也可为 1.2（两者相同；-Min、-Max 之间须有其一）；GS1-CBV-XML-Format 为 No_Preference、Always_URN、Always_Web_URI 或 Never_Translates；GS1-EPC-Format 为 No_Preference、Always_GS1_Digital_Link、Always_EPC_URN 或 Never_Translates。',
          en: 'Ask for application/json, application/ld+json, application/xml or text/xml in Accept; for 2.0 in GS1-EPCIS-Version and GS1-CBV-Version, in XML also 1.2 (the same in both; one of them between -Min and -Max); for No_Preference, Always_URN, Always_Web_URI or Never_Translates in GS1-CBV-XML-Format; for No_Preference, Always_GS1_Digital_Link, Always_EPC_URN or Never_Translates in GS1-EPC-Format.',
        },
      },
    ],
  };
}
