/** What other rooms may ask of tracing. */
export {
  type Capture,
  type CaptureLimits,
  openCapture,
  type RecordPlaces,
  type Teller,
} from './capture/capture.ts';
export { type CaptureRefusal, captureDocument } from './capture/capture-document.ts';
export { type CapturedEvent, captureEvent, type EventRefusal } from './capture/capture-event.ts';
export type { CaptureProblem, CaptureProblemCode } from './capture/problem.ts';
export { EVENT_TYPES, LINK_KINDS, LOT_KINDS } from './codes.ts';
export type { NearLots } from './lineage/near-lots.ts';
export { type BrandQuestion, type LotAmiss, lotsAmiss } from './query/lots-amiss.ts';
export { type MassMade, massMade, massShipped } from './query/mass-made.ts';
export {
  type EventPage,
  eventDocument,
  findEvents,
  queryDocument,
  queryEvents,
} from './query/query-events.ts';
export { type QueryReading, type ReadQuery, readQuery, readQueryBody } from './query/read-query.ts';
export type { Viewer } from './query/visibility.ts';
export { type CommonCause, findCommonCause } from './recall/common-cause.ts';
export { type ContainerStay, findContainers, type LotContainers } from './recall/containers.ts';
export { csvSheet } from './recall/csv-sheet.ts';
export type { SheetRow } from './recall/custody-fact.ts';
export { sumText } from './recall/holdings.ts';
export { actingFor } from './recall/publication/acting.ts';
export { faceOf, noticeOf } from './recall/publication/face.ts';
export { forecastRecall } from './recall/publication/forecast.ts';
export type { RecallPages } from './recall/publication/routes.ts';
export {
  listRecalls,
  readNotices,
  readRecall,
} from './recall/publication/views.ts';
export type { QuestionProblem, RecallQuestion } from './recall/question.ts';
export { findForSheet, findRecall, partOf, type Recall, type RecallParts } from './recall/recall.ts';
export { rowBlocks, sheetRows } from './recall/sheet-rows.ts';
export { xlsxSheet } from './recall/xlsx-sheet.ts';
export { subscriptionsFollowMerge } from './subscriptions/follow-merge-store.ts';
