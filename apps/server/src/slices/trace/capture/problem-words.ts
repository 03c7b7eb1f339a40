import { lineWords, MESSAGES } from '@pinxin/epcis/messages';
import type { ProblemDetail, Sentence } from '../../../http/problem.ts';
import type { CaptureProblem, CaptureProblemCode } from './problem.ts';

const OWN = {
  eventIdTaken: {
    'zh-CN': '事件标识“{value}”已属于另一个内容不同的事件。请换一个标识；若要更正，请发送 errorDeclaration。',
    en: 'The event identifier “{value}” belongs to another event with other content. Use another one; to correct an event, send an errorDeclaration.',
  },
  identifierTooLong: {
    'zh-CN': '标识“{value}”长 {bytes} 字节，上限为 2000 字节。请缩短。',
    en: 'The identifier “{value}” has {bytes} bytes; at most 2000 are allowed. Shorten it.',
  },
  quantityTooLong: {
    'zh-CN': '数量“{value}”位数太多，上限为 1000 位。请改用合适的计量单位。',
    en: 'The quantity “{value}” has too many digits; at most 1000 are allowed. Use a more fitting unit of measure.',
  },
  cancelled: {
    'zh-CN': '该采集任务已被取消。需要时请重新提交，已存的事件不会重复。',
    en: 'The capture was cancelled. Submit it again if needed; what was stored is not stored twice.',
  },
  notStorable: {
    'zh-CN': '该内容无法保存，原因已记录。请把采集任务编号告诉运营方。',
    en: 'This could not be stored; the cause was logged. Tell whoever runs this system the id of the capture.',
  },
} as const satisfies Partial<Record<CaptureProblemCode, Sentence>>;

const WORDS: Readonly<Record<CaptureProblemCode, Sentence>> = { ...MESSAGES, ...OWN };

/** A problem in words for people, in both languages. */
export function sentenceOf({ code, params }: CaptureProblem): Sentence {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole));
  const words = WORDS[code];
  return {
    'zh-CN': fill(words['zh-CN']) + lineWords(params, 'zh-CN'),
    en: fill(words.en) + lineWords(params, 'en'),
  };
}

/** Problems as the details of a problem document. */
export function detailsOf(problems: readonly CaptureProblem[]): readonly ProblemDetail[] {
  return problems.map(problem => ({ at: problem.at, code: problem.code, message: sentenceOf(problem) }));
}
