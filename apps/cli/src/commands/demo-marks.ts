import { type MarkStory, markStories } from '@pinxin/region-ningxia/marks';
import type { RegionSeed } from '@pinxin/region-ningxia/region';
import { regionSchemes } from '@pinxin/region-ningxia/schemes';
import { type Client, openClient, type SendOptions } from '../client.ts';
import type { CliLanguage } from '../words.ts';
import { loadProgramme } from './demo-programme.ts';

/** Somebody of the demo who signed in. */
export interface Person {
  readonly json: <T>(method: string, path: string, body?: unknown) => Promise<T>;
}

/**
 * Registers the region's schemes, gives their owners the mandates, and brings applications to their steps; all
 * through the interface, as the demo's own people. Safe to repeat: what is there is not done again.
 */
export async function loadMarks(
  url: string,
  language: CliLanguage,
  region: RegionSeed,
  operator: Client,
): Promise<void> {
  const client = openClient(url, undefined, language);
  const people = new Map<string, Promise<Person>>();
  const as = (key: string): Promise<Person> => {
    const known = people.get(key) ?? signIn(client, key);
    people.set(key, known);
    return known;
  };
  const uscc = new Map(region.parties.map(party => [party.key, party.uscc]));
  await defineSchemes(await as('administrator'), uscc, await brandIds(client));
  for (const story of markStories) await tell(as, story, region);
  await loadProgramme(as, operator, region);
}

/** Signs in with a demo account; what it sends comes from the site's own origin, as a browser's would. */
export async function signIn(client: Client, demo: string): Promise<Person> {
  const origin = new URL(client.url).origin;
  const answer = await client.send('POST', '/sessions', { body: { demo }, headers: { origin } });
  const cookie = answer.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ');
  await answer.arrayBuffer();
  const headers = { origin, cookie };
  return {
    json: (method, path, body) => {
      const options: SendOptions = body === undefined ? { headers } : { headers, body };
      return client.json(method, path, options);
    },
  };
}

/** The brands of the demo, by name. */
async function brandIds(client: Client): Promise<ReadonlyMap<string, string>> {
  type Row = { readonly id: string; readonly name: { readonly 'zh-CN': string } };
  const { rows } = await client.json<{ rows: readonly Row[] }>('GET', '/brands?as=json');
  return new Map(rows.map(({ id, name }) => [name['zh-CN'], id]));
}

async function defineSchemes(
  administrator: Person,
  uscc: ReadonlyMap<string, string>,
  brands: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { code, owner, bodies, brand: named, rules } of regionSchemes) {
    const brand = named === undefined ? undefined : brands.get(named);
    await administrator.json('POST', '/schemes', {
      ...{ code, owner: uscc.get(owner), bodies: bodies.flatMap(key => uscc.get(key) ?? []), rules },
      ...(brand === undefined ? {} : { brand }),
    });
    await administrator.json('POST', '/mandates', {
      ...{ request: `demo-scheme-${code}`, holder: uscc.get(owner), kind: rules.outcome, scheme: code },
      ...{ validFrom: '2020-01-01', legalBasis: `演示：${rules.legalBasis}`.slice(0, 500) },
    });
  }
}

interface Shown {
  readonly state: string;
  readonly revision: number;
  readonly statement: string | null;
  readonly steps: readonly unknown[];
  readonly rules: { readonly criteria: readonly { readonly code: string; readonly points?: number }[] };
}

async function tell(
  as: (key: string) => Promise<Person>,
  story: MarkStory,
  region: RegionSeed,
): Promise<void> {
  const applicant = await as(story.by);
  const key = story.by === 'manager' ? 'cooperative-1' : 'dryer-1';
  const party = region.parties.find(each => each.key === key)?.uscc;
  const product = region.products.find(each => each.party === key)?.gtin;
  const { id } = await applicant.json<{ id: string }>('POST', '/applications', {
    ...{ clientId: `demo-${story.key}`, scheme: story.scheme, applicant: party, scope: story.scope },
    ...(story.areaMu === undefined ? {} : { areaMu: story.areaMu }),
    ...(story.product === undefined ? {} : { subject: { product } }),
  });
  const read = () => applicant.json<Shown>('GET', `/applications/${id}`);
  const begun = await read();
  if (begun.state === 'draft' && begun.revision === 1) await fill(applicant, id, begun);
  for (const { by, ...step } of story.steps.slice(begun.steps.length)) {
    const { revision } = await read();
    await (await as(by)).json('POST', `/applications/${id}/steps`, { ...step, revision });
  }
  const { statement } = await read();
  if (story.labels !== undefined) await allot(as, story, party, product);
  if (story.change === undefined || statement === null) return;
  const { by = 'decider', ...change } = story.change;
  await (await as(by)).json('POST', `/statements/${statement}/changes`, {
    ...{ ...change, legalBasis: '演示：品牌使用管理规则' },
  });
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
}

/** Answers what a draft asks. */
async function fill(applicant: Person, id: string, { revision, rules }: Shown): Promise<void> {
  const answers = rules.criteria
    .filter(({ points }) => points === undefined)
    .map(({ code }) => ({ criterion: code, answer: '符合（演示）' }));
  await applicant.json('PATCH', `/applications/${id}`, { revision, answers });
}
