import type { CodeProblem, DeskCaller, TraceQuestion } from '@pinxin/contract/lineage-page';
import type { RecallFace } from '@pinxin/contract/recall';
import type { DraftStart, RecallDeskView } from '@pinxin/site/recall-desk-page';
import type { Context } from '../../kernel/context.ts';
import {
  faceOf,
  forecastRecall,
  listRecalls,
  noticeOf,
  type RecallParts,
  readNotices,
  readRecall,
} from '../trace/api.ts';

const MOST_LISTED = 200;

/** What a new draft begins with: the question that the desk just answered. */
export function draftStart(
  { newId }: Context,
  { codes, places }: TraceQuestion,
  unused: readonly CodeProblem[],
  caller: DeskCaller,
): DraftStart {
  // A recall is never drafted with codes that say nothing.
  const suspects = codes.filter(code => !unused.some(problem => problem.code === code));
  const question = {
    ...(suspects.length > 0 ? { suspects } : {}),
    ...(places.length > 0 ? { places } : {}),
  };
  return { id: newId('rcl'), question: JSON.stringify(question), contact: caller.name };
}

/** All recalls at work, drafts too. */
export async function recallsAtWork({ database }: Context): Promise<readonly RecallFace[]> {
  const states = ['draft', 'published', 'ended', 'withdrawn'] as const;
  const { recalls } = await listRecalls(database, { states, limit: MOST_LISTED, offset: 0 });
  return recalls.map(faceOf);
}

/** One recall with what it would do, or whom it told; undefined when there is none. */
export async function recallAtWork(
  parts: RecallParts,
  id: string,
  mayPublish: boolean,
): Promise<RecallDeskView | undefined> {
  const { database } = parts.ctx;
  const row = await readRecall(database, id);
  if (row === undefined) return undefined;
  const forecast = row.state === 'draft' ? await forecastRecall(parts, row.question) : undefined;
  const notices = row.publishedAt === null ? [] : await readNotices(database, row.id);
  return {
    ...{ recall: faceOf(row), notices: notices.map(noticeOf), mayPublish },
    ...(forecast === undefined ? {} : { forecast }),
  };
}
