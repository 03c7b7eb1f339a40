import type { Problem } from '../../../http/problem.ts';
import type { CaptureLimits } from './capture.ts';
import type { CaptureProblem } from './problem.ts';
import { detailsOf } from './problem-words.ts';

/** Response headers that name the limits (EPCIS 2.0 OpenAPI, POST /capture). */
export function limitHeaders({ maxEvents, maxBytes }: CaptureLimits): Record<string, string> {
  return {
    'GS1-EPCIS-Capture-Limit': String(maxEvents),
    'GS1-EPCIS-Capture-File-Size-Limit': String(maxBytes),
  };
}

/** The content is not as EPCIS 2.0 wants it. */
export function validationException(problems: readonly CaptureProblem[]): Problem {
  return {
    status: 400,
    code: 'captureInvalid',
    type: 'epcisException:ValidationException',
    title: {
      'zh-CN': '内容未通过校验，没有保存任何事件',
      en: 'The content did not pass validation; no event was stored',
    },
    detail: {
      'zh-CN':
        '请按下列各项改正后重新提交。加请求头 GS1-Capture-Error-Behaviour: proceed 可先收下没有问题的事件。',
      en: 'Correct what is listed and submit again. With the header GS1-Capture-Error-Behaviour: proceed the events without problems are taken.',
    },
    problems: detailsOf(problems),
  };
}

/** The eventID belongs to another event. */
export function resourceAlreadyExists(problems: readonly CaptureProblem[]): Problem {
  return {
    status: 409,
    code: 'eventIdTaken',
    type: 'epcisException:ResourceAlreadyExistsException',
    title: { 'zh-CN': '事件标识已被占用', en: 'The event identifier is taken' },
    problems: detailsOf(problems),
  };
}

/** Too many events, or too many bytes. */
export function captureLimitExceeded(limits: CaptureLimits): Problem {
  const mebibytes = Math.floor(limits.maxBytes / 1024 / 1024);
  return {
    status: 413,
    code: 'captureLimitExceeded',
    type: 'epcisException:CaptureLimitExceededException',
    title: { 'zh-CN': '一次采集的内容太多', en: 'This is too much for one capture' },
    detail: {
      'zh-CN': `一次至多 ${limits.maxEvents} 个事件、${mebibytes} MiB。请分批提交。`,
      en: `At most ${limits.maxEvents} events and ${mebibytes} MiB at a time. Submit it in parts.`,
    },
    headers: limitHeaders(limits),
  };
}

/** Neither JSON nor XML, or packed, or in another encoding. */
export function unsupportedMediaType(): Problem {
  return {
    status: 415,
    code: 'unsupportedMediaType',
    type: 'epcisException:UnsupportedMediaTypeException',
    title: { 'zh-CN': '不支持这种内容类型', en: 'This content type is not taken' },
    detail: {
      'zh-CN':
        '接收 EPCIS 2.0 的 JSON（application/json 或 application/ld+json）和 EPCIS 1.2、2.0 的 XML（application/xml 或 text/xml），均为 UTF-8，不压缩。请改用其中一种。',
      en: 'Taken are EPCIS 2.0 JSON (application/json or application/ld+json) and EPCIS 1.2 or 2.0 XML (application/xml or text/xml), in UTF-8, not compressed. Use one of these.',
    },
  };
}

/** The header that chooses between all and what is good. */
export function wrongErrorBehaviour(): Problem {
  return {
    status: 400,
    code: 'wrongErrorBehaviour',
    type: 'epcisException:ValidationException',
    title: { 'zh-CN': '请求头有误', en: 'A request header is wrong' },
    problems: [
      {
        at: '/header/gs1-capture-error-behaviour',
        code: 'wrongErrorBehaviour',
        message: {
          'zh-CN': 'GS1-Capture-Error-Behaviour 只能是 rollback（全有或全无，默认）或 proceed（能收则收）。',
          en: 'GS1-Capture-Error-Behaviour is rollback (all or nothing, the default) or proceed (take what is good).',
        },
      },
    ],
  };
}

/** No such capture of this party. */
export function noSuchCapture(): Problem {
  return {
    status: 404,
    code: 'noSuchCapture',
    type: 'epcisException:NoSuchNameException',
    title: { 'zh-CN': '没有这个采集任务', en: 'There is no such capture' },
    detail: { 'zh-CN': '只能查看本方提交的采集任务。', en: 'A party sees the captures it submitted itself.' },
  };
}

/** It has ended already. */
export function captureEnded(): Problem {
  return {
    status: 409,
    code: 'captureEnded',
    title: { 'zh-CN': '该采集任务已经结束，无法取消', en: 'This capture has ended and cannot be cancelled' },
  };
}

/** A page token that was not made here. */
export function wrongPageToken(): Problem {
  return {
    status: 400,
    code: 'wrongPageToken',
    type: 'epcisException:QueryParameterException',
    title: { 'zh-CN': 'nextPageToken 无效', en: 'The nextPageToken is not valid' },
    problems: [
      {
        at: '/query/nextPageToken',
        code: 'wrongPageToken',
        message: {
          'zh-CN': '请原样使用上一页 Link 头中的地址。',
          en: 'Use the address from the Link header of the page before, as it is.',
        },
      },
    ],
  };
}
