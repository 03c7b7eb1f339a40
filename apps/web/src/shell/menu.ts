import type { Permission } from '@pinxin/contract/permissions';
import { isEnterprise, may, ownParty, type Session } from '../api/session.ts';
import type { MessageKey } from '../language.tsx';

/** One line of the side menu. */
export interface MenuEntry {
  readonly path: string;
  readonly label: MessageKey;
  /** Any of these powers shows it. */
  readonly needs: readonly Permission[];
}

/** A group of lines; without a label its lines stand by themselves. */
export interface MenuGroup {
  readonly label?: MessageKey;
  readonly entries: readonly MenuEntry[];
}

const entry = (path: string, label: MessageKey, ...needs: Permission[]): MenuEntry => ({
  path,
  label,
  needs,
});

const TODAY = entry('/', 'nav.today');
const PARTIES = entry('/parties', 'nav.parties', 'party.read', 'party.write', 'register');
const IMPORTS = entry('/imports/parties', 'nav.imports', 'party.write');
const PLACES = entry('/places', 'nav.places', 'party.read');
const BRANDS = entry('/brands', 'nav.brands', 'party.read');
const EXPERTS = entry('/experts', 'nav.experts', 'application.review');
const KEYS = entry('/keys', 'nav.keys', 'account.manage');
const SIGNING_KEYS = entry('/signing-keys', 'nav.signingKeys', 'key.manage');
const SUBSCRIPTIONS = entry('/subscriptions', 'nav.subscriptions', 'query', 'audit.read');
const EVENT_SHEET = entry('/event-sheet', 'nav.eventSheet', 'capture');
const PRODUCTS = entry('/products', 'nav.products', 'party.read');
const STATEMENTS = entry('/statements', 'nav.statements', 'statement.read', 'statement.issue');
const CERTIFICATES = entry('/certificates', 'nav.certificates', 'statement.read');
const PROPOSALS = entry('/proposals', 'nav.proposals', 'statement.issue');
const BULK_ISSUES = entry('/bulk-issues', 'nav.bulkIssues', 'statement.issue');
const MANDATES = entry('/mandates', 'nav.mandates', 'mandate.grant', 'statement.read');
const APPLICATIONS = entry('/applications', 'nav.applications', 'application.read');
const SCHEMES = entry('/schemes', 'nav.schemes', 'scheme.manage', 'application.read', 'application.write');
const QUOTAS = entry('/quotas', 'nav.quotas', 'quota.allot');
const LABELS = entry('/quotas', 'nav.labels', 'label.request');
const LOTS = entry('/lots', 'nav.lots', 'query');
const TRACE = entry('/trace', 'nav.traceDesk', 'trace');
const RECALL = entry('/recall', 'nav.recallDesk', 'recall');
const RECALLS = entry('/recalls', 'nav.recalls', 'recall', 'recall.publish', 'trace');
const OWN_RECALLS = entry('/own-recalls', 'nav.ownRecalls', 'recall.own');
const PROGRAMMES = entry('/programmes', 'nav.programmes', 'programme.read');
const REPORTS = entry('/task-reports', 'nav.taskReports', 'programme.read');
const SUPERVISIONS = entry('/supervisions', 'nav.supervisions', 'programme.read');
const ACCOUNTS = entry('/accounts', 'nav.accounts', 'account.manage');
const UNUSUAL_USE = entry('/unusual-use', 'nav.unusualUse', 'use.watch');
const AUDIT = entry('/audit', 'nav.audit', 'audit.read');

const OFFICIAL: readonly MenuGroup[] = [
  { entries: [TODAY] },
  { label: 'nav.registers', entries: [PARTIES, PLACES, PRODUCTS, BRANDS, IMPORTS] },
  { label: 'nav.marks', entries: [APPLICATIONS, SCHEMES, EXPERTS, QUOTAS] },
  { label: 'nav.statementsGroup', entries: [STATEMENTS, BULK_ISSUES, PROPOSALS, MANDATES] },
  { label: 'nav.traceGroup', entries: [TRACE, RECALL, RECALLS, LOTS] },
  { label: 'nav.programmeGroup', entries: [PROGRAMMES, REPORTS, SUPERVISIONS] },
  { label: 'nav.system', entries: [ACCOUNTS, SIGNING_KEYS, KEYS, SUBSCRIPTIONS, UNUSUAL_USE, AUDIT] },
];

const ENTERPRISE: readonly MenuGroup[] = [
  { entries: [TODAY] },
  { label: 'nav.own', entries: [PLACES, PRODUCTS, LOTS, EVENT_SHEET, LABELS] },
  { label: 'nav.marks', entries: [APPLICATIONS, CERTIFICATES, STATEMENTS, SCHEMES] },
  { label: 'nav.traceGroup', entries: [TRACE, OWN_RECALLS, RECALLS] },
  { label: 'nav.system', entries: [ACCOUNTS, SIGNING_KEYS, KEYS, SUBSCRIPTIONS] },
];

/** The side menu of this person: only what some role of theirs opens, ordered for an enterprise or an office. */
export function menuOf(session: Session): readonly MenuGroup[] {
  const own = ownParty(session);
  const groups = isEnterprise(session) ? ENTERPRISE : OFFICIAL;
  return groups
    .map(group => ({
      ...group,
      entries: [
        ...(group.label === 'nav.own' && own !== undefined ? [entry(`/parties/${own}`, 'nav.own')] : []),
        ...group.entries,
      ].filter(({ needs }) => needs.length === 0 || needs.some(permission => may(session, permission))),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** The menu line that a path belongs to: the longest that it starts with. */
export function lineOf(groups: readonly MenuGroup[], path: string): string | undefined {
  return groups
    .flatMap(({ entries }) => entries.map(line => line.path))
    .filter(line => path === line || (line !== '/' && path.startsWith(`${line}/`)))
    .sort((one, other) => other.length - one.length)[0];
}
