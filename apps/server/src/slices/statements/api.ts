/** What other rooms may ask of statements and mandates. */
export { BULK_TASK } from './bulk/bulk.ts';
export { workOffBulk } from './bulk/work-off-bulk.ts';
export { type Changed, changeStatement, type StatementChange } from './change/change-statement.ts';
export { partyDid } from './credentials/facts-views.ts';
export type { VerifyPage, VerifyPageView } from './credentials/routes.ts';
export { signForOperator } from './credentials/sign-for-operator.ts';
export { filesHandedInBy, type HandedIn } from './evidence/handed-in-views.ts';
export { sendEvidence } from './evidence/routes.ts';
export type { Issued } from './issue/issue-group.ts';
export { issueStatement } from './issue/issue-statement.ts';
export type { StatementWish } from './issue/statement-wish.ts';
export { doLogChores } from './log/log-chores.ts';
export { endMandate } from './mandates/end-mandate.ts';
export { type Granted, grantMandate } from './mandates/grant-mandate.ts';
export type { MandateEnding, MandateGrant } from './mandates/mandate.ts';
export { mandateFor } from './mandates/mandate-views.ts';
export { recordMandatesByLaw } from './mandates/mandates-by-law.ts';
export type { StatementProblem, StatementProblemCode } from './problem.ts';
export { type ClaimRow, claimsBehind } from './read/claim-views.ts';
export {
  type CountableStatement,
  countableStatements,
  lastStatement,
} from './read/counting-views.ts';
export { type StatementFace, statementFaces } from './read/face-views.ts';
export { type InForceQuestion, type StatementInForce, statementsInForce } from './read/in-force-views.ts';
export { marksOfProductAndMaker, type RegisteredMarkRow } from './read/marks-views.ts';
export { recordBegan } from './read/record-views.ts';
export type { StatementPrinter } from './read/routes.ts';
export type { Subject } from './subject.ts';
