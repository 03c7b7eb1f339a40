import type { MarkStep, MarkStory } from '@pinxin/region-ningxia/marks';
import type { RegionSeed } from '@pinxin/region-ningxia/region';
import { openClient } from '../client.ts';
import { CliError, type CliLanguage } from '../words.ts';
import type { Person } from './demo-marks.ts';

/** To whom a demo is told. */
export interface Told {
  readonly url: string;
  readonly language: CliLanguage;
  readonly region: RegionSeed;
  /** Somebody of the demo, signed in. */
  readonly as: (key: string) => Promise<Person>;
}

interface Shown {
  readonly state: string;
  readonly revision: number;
  readonly statement: string | null;
  readonly steps: readonly unknown[];
  readonly rules: { readonly criteria: readonly { readonly code: string; readonly points?: number }[] };
}

/**
 * Brings an application to where its story leads. A public notice that still runs is waited for: the story goes on when it
 * is told again. Safe to repeat.
 */
export async function tellStory(told: Told, story: MarkStory): Promise<void> {
  const { as, region } = told;
  const applicant = await as(story.by);
  const key = story.by === 'manager' ? 'cooperative-1' : 'dryer-1';
  const party = region.parties.find(each => each.key === key)?.uscc;
  const product = region.products.find(each => each.party === key)?.gtin;
  const round = story.round === undefined ? undefined : await openRound(told, story, story.round);
  const { id } = await applicant.json<{ id: string }>('POST', '/applications', {
    ...{ clientId: `demo-${story.key}`, scheme: story.scheme, applicant: party, scope: story.scope },
    ...(story.areaMu === undefined ? {} : { areaMu: story.areaMu }),
    ...(story.product === undefined ? {} : { subject: { product } }),
    ...(round === undefined ? {} : { round }),
  });
  const read = () => applicant.json<Shown>('GET', `/applications/${id}`);
  const begun = await read();
  if (begun.state === 'draft' && begun.revision === 1) await fill(applicant, id, begun);
  for (const { by, objection, ...step } of story.steps.slice(begun.steps.length)) {
    const { revision } = await read();
    const person = await as(by);
    if (objection !== undefined) await object(told, person, { id, key: story.key, ...objection });
    const isTaken = await unless('noticeRunning', () =>
      person.json('POST', `/applications/${id}/steps`, { ...step, revision }),
    );
    if (!isTaken) return;
  }
  if (story.experts !== undefined) await assign(told, id, story.experts);
  const { statement } = await read();
  if (story.labels !== undefined) await allot(as, story, party, product);
  if (story.change === undefined || statement === null) return;
  const { by = 'decider', ...change } = story.change;
  await (await as(by)).json('POST', `/statements/${statement}/changes`, {
    ...{ ...change, legalBasis: '演示：品牌使用管理规则' },
  });
}

/** 申报轮次: of this year, opened by who decides. */
async function openRound({ as }: Told, { scheme }: MarkStory, by: string): Promise<string> {
  const year = String(new Date().getFullYear());
  const dates = { opensOn: `${year}-01-01`, closesOn: `${year}-12-31` };
  const decider = await as(by);
  const { id } = await decider.json<{ id: string }>('POST', `/schemes/${scheme}/rounds`, {
    code: year,
    ...dates,
  });
  return id;
}

/** Does it; false where the server refuses for this reason and no other. */
async function unless(reason: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const problem = error instanceof CliError ? (error.facts.problem as Refused | undefined) : undefined;
    if (problem?.problems?.length === 1 && problem.problems[0]?.code === reason) return false;
    throw error;
  }
}

interface Refused {
  readonly problems?: readonly { readonly code: string }[];
}

type Objection = { readonly id: string; readonly key: string } & NonNullable<MarkStep['objection']>;

/** Somebody objects while the notice runs; the officer answers. */
async function object({ url, language }: Told, officer: Person, { id, key, text, answer }: Objection) {
  const anybody = openClient(url, undefined, language);
  const body = { clientId: `demo-${key}-objection`, text };
  await unless('noticeOver', () => anybody.json('POST', `/public-notices/${id}/objections`, { body }));
  type Item = { readonly id: string; readonly state: string };
  const { items } = await officer.json<{ items: readonly Item[] }>('GET', `/applications/${id}/objections`);
  for (const open of items.filter(({ state }) => state === 'open'))
    await officer.json('POST', `/objections/${open.id}/answer`, { state: 'dismissed', answer });
}

/** Gives an application to experts of the demo, who have come in by then. */
async function assign({ as }: Told, id: string, { by, who }: NonNullable<MarkStory['experts']>) {
  await as(who);
  const officer = await as(by);
  const { items } = await officer.json<{ items: readonly { readonly id: string }[] }>('GET', '/experts');
  await officer.json('POST', `/applications/${id}/experts`, { experts: items.map(expert => expert.id) });
}

/** Sets the quota of a licensed user for this year and asks for its labels. */
async function allot(
  as: (key: string) => Promise<Person>,
  { key, scheme, by, areaMu, labels }: MarkStory,
  party: string | undefined,
  product: string | undefined,
): Promise<void> {
  if (labels === undefined) return;
  const season = new Date().toISOString().slice(0, 4);
  const officer = await as('brand-reviewer');
  const { id: quota } = await officer.json<{ id: string }>('POST', '/brand-quotas', {
    ...{ scheme, party, season, seasonFrom: `${season}-01-01`, seasonTo: `${season}-12-31`, areaMu },
    ...{ yieldKgPerMu: labels.yieldKgPerMu, legalBasis: '演示：品牌使用管理规则' },
  });
  const user = await as(by);
  for (const [index, count] of labels.asked.entries()) {
    await user.json('POST', '/label-allotments', {
      ...{ quota, clientId: `demo-${key}-labels-${index}`, product, labels: count },
      gramsEach: labels.gramsEach,
    });
  }
  await officer.json('POST', `/brand-quotas/${quota}/check`);
}

/** Answers what a draft asks. */
async function fill(applicant: Person, id: string, { revision, rules }: Shown): Promise<void> {
  const answers = rules.criteria
    .filter(({ points }) => points === undefined)
    .map(({ code }) => ({ criterion: code, answer: '符合（演示）' }));
  await applicant.json('PATCH', `/applications/${id}`, { revision, answers });
}
