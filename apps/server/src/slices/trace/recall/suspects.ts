import type { Database } from '../../../kernel/db/database.ts';
import { placeUriOf } from '../../parties/api.ts';
import { readTypedCode } from '../resolver/typed-code.ts';
import { instantOf, type QuestionProblem, type RecallQuestion } from './question.ts';
import { lotsAtPlace, lotsByUri, lotsOfProduct, type SuspectRow } from './suspect-views.ts';

/** Most lots that one bare product code stands for. */
const MOST_OF_PRODUCT = 50_000;

/** A question whose codes were looked up. */
export interface ReadQuestion {
  readonly direction: 'forward' | 'back';
  readonly suspects: readonly SuspectRow[];
  readonly asOf?: number;
  readonly problems: readonly QuestionProblem[];
  /** The last journal entry when the suspects were found; absent when they were not found all at one moment. */
  readonly reached?: number;
}

/** Looks up every code and place of a question; what can't be used is told, the rest is used. */
export async function readQuestion(database: Database, question: RecallQuestion): Promise<ReadQuestion> {
  const problems: QuestionProblem[] = [];
  const found = new Map<number, SuspectRow>();
  const add = (rows: readonly SuspectRow[]) => {
    for (const row of rows) {
      const known = found.get(row.lot);
      if (known === undefined || (known.time ?? -Infinity) > (row.time ?? -Infinity)) found.set(row.lot, row);
    }
  };
  const named = await readCodes(database, question.suspects ?? [], problems);
  add(named.lots);
  for (const [index, window] of (question.places ?? []).entries()) {
    add(await readPlace(database, window, `/places/${index}`, problems));
  }
  const asOf = question.asOf === undefined ? undefined : instantOf(question.asOf);
  if (question.asOf !== undefined && asOf === undefined) {
    problems.push({ at: '/asOf', given: question.asOf, code: 'timeWrong' });
  }
  const { reached } = question.places?.length ? { reached: undefined } : named;
  return {
    direction: question.direction ?? 'forward',
    suspects: [...found.values()],
    problems,
    ...(asOf === undefined ? {} : { asOf }),
    ...(reached === undefined ? {} : { reached }),
  };
}

async function readCodes(
  database: Database,
  codes: readonly string[],
  problems: QuestionProblem[],
): Promise<{ readonly lots: readonly SuspectRow[]; readonly reached: number | undefined }> {
  const wanted = new Map<string, { at: string; given: string; product: boolean }>();
  for (const [index, given] of codes.entries()) {
    const at = `/suspects/${index}`;
    const typed = readTypedCode(given);
    if (typed.kind === 'code')
      wanted.set(typed.code.uri, { at, given, product: typed.code.thing === 'product' });
    else if (/^[a-z][a-z0-9+.-]*:/i.test(given)) wanted.set(given.trim(), { at, given, product: false });
    else {
      const { suggestion } = typed.refusal;
      problems.push({
        at,
        given,
        code: typed.kind === 'label' ? 'notFound' : 'malformed',
        ...(suggestion ? { suggestion } : {}),
      });
    }
  }
  const byUri = await lotsByUri(database, [...wanted.keys()]);
  const rows = [...byUri.lots];
  let { reached } = byUri;
  const known = new Set(rows.map(row => row.uri));
  for (const [uri, { at, given, product }] of wanted) {
    const lots = product ? await lotsOfProduct(database, uri, MOST_OF_PRODUCT) : [];
    if (lots.length === 0 && !known.has(uri)) problems.push({ at, given, code: 'notFound' });
    // Found later than the others.
    if (lots.length > 0) reached = undefined;
    rows.push(...lots);
  }
  return { lots: rows, reached };
}

async function readPlace(
  database: Database,
  window: { readonly place: string; readonly from: string; readonly to: string },
  at: string,
  problems: QuestionProblem[],
): Promise<readonly SuspectRow[]> {
  const uri = placeUriOf(window.place.trim());
  const from = instantOf(window.from);
  const to = instantOf(window.to);
  if (uri === undefined) problems.push({ at: `${at}/place`, given: window.place, code: 'malformed' });
  if (from === undefined) problems.push({ at: `${at}/from`, given: window.from, code: 'timeWrong' });
  if (to === undefined) problems.push({ at: `${at}/to`, given: window.to, code: 'timeWrong' });
  if (uri === undefined || from === undefined || to === undefined) return [];
  const rows = await lotsAtPlace(database, uri, from, to);
  if (rows === undefined) problems.push({ at: `${at}/place`, given: window.place, code: 'notFound' });
  return rows ?? [];
}
