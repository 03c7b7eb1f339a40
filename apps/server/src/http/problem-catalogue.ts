import type { Problem, ProblemDetail, Sentence } from './problem.ts';

/** A refusal in a catalogue: status, what is wrong, and what to do about it, in both languages. */
export type CatalogueEntry = readonly [status: number, zh: string, en: string, doZh?: string, doEn?: string];

/** What is special about one refusal. */
export interface ProblemMore {
  readonly problems?: readonly ProblemDetail[] | undefined;
  /** Instead of what the catalogue says to do. */
  readonly detail?: Sentence | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The problem that a catalogue has under a code. */
export function problemOf(
  code: string,
  [status, zh, en, doZh, doEn]: CatalogueEntry,
  { problems, detail, headers }: ProblemMore = {},
): Problem {
  const advice =
    detail ?? (doZh === undefined || doEn === undefined ? undefined : { 'zh-CN': doZh, en: doEn });
  return {
    ...{ status, code },
    title: { 'zh-CN': zh, en: en.charAt(0).toUpperCase() + en.slice(1) },
    ...(advice === undefined ? {} : { detail: advice }),
    ...(problems === undefined ? {} : { problems }),
    ...(headers === undefined ? {} : { headers }),
  };
}
