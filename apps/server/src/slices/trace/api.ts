/** What other rooms may ask of tracing. */
export { LOT_KINDS } from './codes.ts';
export { type CommonCause, findCommonCause } from './recall/common-cause.ts';
export { csvSheet } from './recall/csv-sheet.ts';
export type { SheetRow } from './recall/custody-fact.ts';
export type { QuestionProblem, RecallQuestion } from './recall/question.ts';
export { findRecall, partOf, type Recall, type RecallParts, sheetRows, sheetWords } from './recall/recall.ts';
export { MOST_XLSX_ROWS, xlsxSheet } from './recall/xlsx-sheet.ts';
