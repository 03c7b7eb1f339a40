import type { LocalText } from '@pinxin/contract/scan';
import type { Language } from '@pinxin/site/language';
import { valueWord } from '../messages/words.ts';
import { nameText } from '../record/texts.ts';
import { type Proposal, proposalTitle } from './proposal.ts';

/** A row of `GET /work-list`. */
export interface WorkItem {
  readonly kind: string;
  readonly id: string;
  readonly schemeName: LocalText;
  readonly party: string;
  readonly partyEn?: string | null;
  readonly subject: string;
  readonly subjectEn?: string | null;
  readonly state: string;
  /** The legal deadline, a local date. */
  readonly dueOn: string | null;
}

/** One thing that waits for somebody, as the list shows it. */
export interface Todo {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  /** Which side of the record is to be opened. */
  readonly view?: string;
  readonly due: string | undefined;
  /** Days until then; negative when it has passed; undefined without a deadline. */
  readonly daysLeft: number | undefined;
}

const DAY_MS = 86_400_000;

/** A row of the work list as the list shows it; `today` is a local date. */
export function readTodo(item: WorkItem, language: Language, today: string): Todo {
  const { kind, id, dueOn } = item;
  const party = (language === 'en' ? item.partyEn : null) ?? item.party;
  const subject = (language === 'en' ? item.subjectEn : null) ?? item.subject;
  return {
    key: `${kind} ${id}`,
    title: `${valueWord('todo', kind, language)}${language === 'en' ? ': ' : '：'}${subject}`,
    detail: [nameText(item.schemeName, language), ...(party === subject ? [] : [party])].join(' · '),
    href: kind === 'alarm' ? '/quotas' : `/applications/${id}`,
    ...(kind === 'score' ? { view: 'scores' } : kind === 'notice' ? { view: 'objections' } : {}),
    due: dueOn ?? undefined,
    daysLeft: dueOn === null ? undefined : daysBetween(today, dueOn),
  };
}

/** An alarm on unusual use that nobody has looked into, as `GET /unusual-use` has it. */
export interface OpenAlarm {
  readonly id: string;
  readonly kind: string;
  readonly account: { readonly name: string } | null;
}

/** It as the list shows it: no law sets a deadline. */
export function readUnusual({ id, kind, account }: OpenAlarm, language: Language): Todo {
  const colon = language === 'en' ? ': ' : '：';
  return {
    key: `unusual ${id}`,
    title: `${valueWord('todo', 'unusualUse', language)}${colon}${valueWord('unusual', kind, language)}`,
    detail: account?.name ?? '',
    ...{ href: '/unusual-use', due: undefined, daysLeft: undefined },
  };
}

/** A proposal that waits for this person as the list shows it: its end is its deadline. */
export function readProposal(proposal: Proposal, language: Language, today: string): Todo {
  const due = LOCAL_DATE.format(new Date(proposal.expiresAt));
  return {
    key: `proposal ${proposal.id}`,
    title: `${valueWord('todo', 'proposal', language)}${language === 'en' ? ': ' : '：'}${proposalTitle(proposal, language)}`,
    detail: [proposal.number, proposal.party?.name, proposal.proposedByName].filter(Boolean).join(' · '),
    href: '/proposals',
    due,
    daysLeft: daysBetween(today, due),
  };
}

const LOCAL_DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Days from one local date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
