import type {
  CodeProblem,
  CommonCauseAnswer,
  HolderRow,
  TraceAnswer,
  TraceQuestion,
} from '@pinxin/contract/lineage-page';
import type { Picture } from '@pinxin/contract/scan';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import {
  csvSheet,
  findCommonCause,
  findForSheet,
  findRecall,
  partOf,
  type QuestionProblem,
  type Recall,
  type RecallParts,
  type RecallQuestion,
  type SheetRow,
  sheetRows,
  xlsxSheet,
} from '../trace/api.ts';
import type { Desk } from './desk.ts';
import { countRecall, countRows } from './desk-counts.ts';
import { readItemCount } from './desk-views.ts';
import { readLineageRows } from './lineage-views.ts';
import { labelOf, localInstant, pathOf } from './row-facts.ts';
import { partsByEvent, smallLineage } from './small-lineage.ts';
import { smallPicture } from './small-picture.ts';

const ROWS_A_PAGE = 50;
/** Recalls of up to so many lots are sorted by urgency, row by row; larger ones stand in the order of lots. */
const MOST_SORTED_LOTS = 5_000;
const PICTURE_DEPTH = 7;
const MOST_PICTURED = 28;

/** Answers the desks from the recall core. */
export function createDesk(parts: RecallParts): Desk {
  return {
    trace: (question, page) => answerTrace(parts, question, page),
    commonCause: codes => answerCause(parts, codes),
    exportHolders: async (question, format, language) => {
      const recall = await findForSheet(parts, questionFor(question));
      return (format === 'xlsx' ? xlsxSheet : csvSheet)(parts, recall, language);
    },
  };
}

function questionFor({ direction, codes, places, asOf }: TraceQuestion): RecallQuestion {
  return { direction, suspects: [...codes], places: [...places], ...(asOf === undefined ? {} : { asOf }) };
}

async function answerTrace(parts: RecallParts, question: TraceQuestion, page: number): Promise<TraceAnswer> {
  const started = performance.now();
  const recall = await findRecall(parts, questionFor(question));
  const { database } = parts.ctx;
  // Small recalls are sorted; of large ones only the lots of a page are looked at for the table.
  const rows = recall.lots.length <= MOST_SORTED_LOTS ? await sheetRows(parts, recall) : undefined;
  const [counted, items, picture, table] = await Promise.all([
    rows === undefined ? countRecall(parts, recall) : countRows(rows),
    readItemCount(database, recall.lots),
    pictureOf(parts, recall),
    rows === undefined ? pageOfLots(parts, recall, page) : pageOfRows(rows, page),
  ]);
  return {
    question,
    suspects: recall.suspects.slice(0, 20).map(({ uri }) => ({ path: pathOf(uri), label: labelOf(uri) })),
    problems: recall.problems.map(codeProblem),
    counts: {
      ...counted,
      items,
      lots: recall.lots.length - items,
      carriers: recall.carriers.length,
      events: recall.events.length,
    },
    picture,
    ...table,
    watermark: recall.watermark,
    answeredAt: localInstant(parts.ctx.clock.now().toISOString(), LEGAL_OFFSET_MINUTES),
    milliseconds: Math.round(performance.now() - started),
  };
}

function codeProblem({ given, code, suggestion }: QuestionProblem): CodeProblem {
  return {
    code: given,
    problem: code === 'notFound' ? 'notFound' : 'malformed',
    ...(suggestion ? { suggestion } : {}),
  };
}

async function pictureOf({ ctx }: RecallParts, recall: Recall): Promise<Picture> {
  const [first] = recall.suspects;
  if (first === undefined) return { nodes: [], edges: [], truncated: false };
  const rows = await readLineageRows(ctx.database, first.uri, PICTURE_DEPTH, recall.direction);
  const suspects = new Set(recall.suspects.map(({ lot }) => lot));
  const affected = new Set(recall.lots);
  const carriers = new Set(recall.carriers);
  const nodes = rows.nodes.filter(({ lot }) => affected.has(lot) || carriers.has(lot));
  const picture = smallPicture(
    { ...rows, nodes },
    smallLineage({ ...rows, nodes, partsOf: partsByEvent(rows.parts) }),
    {
      most: MOST_PICTURED,
      stateOf: ({ lot }) => (suspects.has(lot) ? 'suspect' : affected.has(lot) ? 'affected' : 'carrier'),
    },
  );
  // Alike ones are folded into one box: what counts is what was walked to.
  const met = nodes.filter(({ lot }) => affected.has(lot)).length;
  return { ...picture, truncated: picture.truncated || met < recall.lots.length };
}

type Table = Pick<TraceAnswer, 'holders' | 'holderRows' | 'page' | 'pages'>;

function pageOf(count: number, asked: number) {
  const pages = Math.max(1, Math.ceil(count / ROWS_A_PAGE));
  const page = Math.min(asked, pages);
  return { holderRows: count, page, pages, from: (page - 1) * ROWS_A_PAGE };
}

/** In the order of numbers: all holdings of each lot of the page. */
async function pageOfLots(parts: RecallParts, recall: Recall, asked: number): Promise<Table> {
  const { from, ...paging } = pageOf(recall.lots.length, asked);
  const rows = await sheetRows(parts, partOf(recall, from, ROWS_A_PAGE));
  return { holders: rows.map(holderRow), ...paging };
}

/** Sorted by what an inspector looks for first: a row for each holding. */
function pageOfRows(rows: readonly SheetRow[], asked: number): Table {
  const { from, ...paging } = pageOf(rows.length, asked);
  const sorted = [...rows].sort(inHandFirst);
  return { holders: sorted.slice(from, from + ROWS_A_PAGE).map(holderRow), ...paging };
}

const URGENCY: Readonly<Record<HolderRow['state'], number>> = {
  inStock: 0,
  inTransit: 1,
  unknown: 2,
  returned: 3,
  sold: 4,
  usedUp: 5,
  destroyed: 6,
};

/** What can still be stopped comes first, the largest first. */
function inHandFirst(one: SheetRow, other: SheetRow): number {
  const urgency = URGENCY[one.custody?.state ?? 'unknown'] - URGENCY[other.custody?.state ?? 'unknown'];
  if (urgency !== 0) return urgency;
  return Number(other.quantity ?? 0) - Number(one.quantity ?? 0) || one.lot - other.lot;
}

function holderRow({ uri, product, quantity, unit, custody }: SheetRow): HolderRow {
  return {
    holder: custody?.holder ?? { 'zh-CN': '不明', en: 'unknown' },
    lot: { path: pathOf(uri), label: labelOf(uri), ...(product ? { product } : {}) },
    state: custody?.state ?? 'unknown',
    ...(custody?.phone ? { phone: custody.phone } : {}),
    ...(custody?.place
      ? {
          place: {
            name: custody.place,
            kind: custody.placeKind ?? 'site',
            ...(custody.division ? { division: custody.division } : {}),
          },
        }
      : {}),
    ...(quantity === undefined ? {} : { quantity: { value: quantity, ...(unit ? { unit } : {}) } }),
    ...(custody?.from ? { from: custody.from } : {}),
    ...(custody ? { since: custody.since } : {}),
  };
}

async function answerCause(parts: RecallParts, codes: readonly string[]): Promise<CommonCauseAnswer> {
  const found = await findCommonCause(parts, codes);
  return {
    codes,
    problems: found.problems.map(codeProblem),
    candidates: found.candidates.map(({ uri, name, reached, others }) => ({
      lot: { path: pathOf(uri), label: labelOf(uri), ...(name ? { product: name } : {}) },
      reached,
      of: found.suspects,
      others,
    })),
    milliseconds: Math.round(found.milliseconds),
  };
}
