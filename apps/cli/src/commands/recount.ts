import { createHash } from 'node:crypto';
import type { Indicator } from '@pinxin/rules/indicator';
import type { Run } from '../invocation.ts';
import { CliError } from '../words.ts';
import { readInput } from './capture.ts';
import { type PublicStatement, recountOf } from './recount-rule.ts';

/** A snapshot as the server tells it. */
interface Snapshot {
  readonly day: string;
  readonly value: number | null;
  readonly goal: string;
  readonly programme: string;
  readonly digest: string;
  readonly indicator: Indicator;
  readonly statements: readonly string[];
  readonly whole?: readonly string[];
}

const AT_A_TIME = 8;

/**
 * `pinxin programme recount`: holds a goal's snapshot against the public record: its list against its digest, each
 * statement against the day, and the sum of them against the value. What is not public can only be told, not counted.
 */
export const runProgramme: Run = async ({ parsed, terminal }) => {
  const [action, place = ''] = parsed.positionals;
  if (action !== 'recount') {
    const words = {
      zh: '用法：pinxin programme recount <文件|网址>',
      en: 'Usage: pinxin programme recount <file|url>',
    };
    throw new CliError('usage', words, 2);
  }
  const isUrl = /^https?:\/\//.test(place);
  const snapshot = (
    isUrl ? await fetchJson(place) : JSON.parse(readInput(place).toString('utf8'))
  ) as Snapshot;
  const server = parsed.options.server ?? (isUrl ? new URL(place).origin : undefined);
  if (server === undefined) {
    const words = {
      zh: '快照是文件时要写明 --server <网址>。',
      en: 'A snapshot from a file needs --server <url>.',
    };
    throw new CliError('usage', words, 2);
  }
  const { statements, whole = [], digest } = snapshot;
  const isSameList = createHash('sha256').update(statements.join('\n')).digest('hex') === digest;
  const read = await readAll(server, [...new Set([...statements, ...whole])], (done, of) =>
    terminal.progress(done, of, { zh: '读声明', en: 'reading statements' }),
  );
  terminal.settle();
  const told = recountOf(snapshot, read);
  const ok = isSameList && told.wrong.length === 0 && (told.hidden > 0 || told.value === snapshot.value);
  terminal.say({
    zh: `${snapshot.programme} ${snapshot.goal}，${snapshot.day}：快照 ${snapshot.value ?? '—'}，再数 ${told.value ?? '—'}（${told.standing} 份有效，${told.hidden} 份不公开）`,
    en: `${snapshot.programme} ${snapshot.goal} on ${snapshot.day}: snapshot ${snapshot.value ?? '—'}, counted again ${told.value ?? '—'} (${told.standing} stand, ${told.hidden} not public)`,
  });
  terminal.say(
    isSameList
      ? { zh: '清单与摘要一致。', en: 'The list is the one that was digested.' }
      : {
          zh: '清单与摘要不一致：清单被改过。',
          en: 'The list is not the one that was digested: it was changed.',
        },
  );
  for (const { id, why } of told.wrong)
    terminal.say({ zh: `${id}：${WHY[why].zh}`, en: `${id}: ${WHY[why].en}` });
  terminal.result({ ok, isSameList, ...told, snapshot: { value: snapshot.value, day: snapshot.day } });
  return ok ? 0 : 1;
};

const WHY = {
  otherScheme: { zh: '不属于计入的制度', en: 'is of a scheme that is not counted' },
  doesNotStand: { zh: '那天不算有效', en: 'did not stand on that day' },
} as const;

async function readAll(
  server: string,
  ids: readonly string[],
  onStep: (done: number, of: number) => void,
): Promise<ReadonlyMap<string, PublicStatement>> {
  const found = new Map<string, PublicStatement>();
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    const part = ids.slice(at, at + AT_A_TIME);
    const read = await Promise.all(
      part.map(id => fetchJson(new URL(`/statements/${encodeURIComponent(id)}?as=json`, server).href, 404)),
    );
    for (const [index, statement] of read.entries())
      if (statement !== undefined) found.set(part[index]!, statement as PublicStatement);
    onStep(Math.min(at + AT_A_TIME, ids.length), ids.length);
  }
  return found;
}

/** Reads JSON; undefined for the status that means that there is none. */
async function fetchJson(url: string, none?: number): Promise<unknown> {
  const answer = await fetch(url, { headers: { accept: 'application/json' } }).catch(() => undefined);
  if (answer !== undefined && answer.status === none) return undefined;
  if (!answer?.ok)
    throw new CliError('unreachable', { zh: `取不到 ${url}。`, en: `${url} is out of reach.` });
  return await answer.json();
}
