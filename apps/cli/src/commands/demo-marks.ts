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
  await defineSchemes(await as('administrator'), uscc);
  for (const story of markStories) await tell(as, story, region);
  await loadProgramme(as, operator, region);
}

/** Signs in with a demo account; what it sends comes from the site's own origin, as a browser's would. */
async function signIn(client: Client, demo: string): Promise<Person> {
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

async function defineSchemes(administrator: Person, uscc: ReadonlyMap<string, string>): Promise<void> {
  for (const { code, owner, bodies, rules } of regionSchemes) {
    await administrator.json('POST', '/schemes', {
      ...{ code, owner: uscc.get(owner), bodies: bodies.flatMap(key => uscc.get(key) ?? []), rules },
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
  if (story.change === undefined || statement === null) return;
  const { by = 'decider', ...change } = story.change;
  await (await as(by)).json('POST', `/statements/${statement}/changes`, {
    ...{ ...change, legalBasis: '演示：品牌使用管理规则' },
  });
}

/** Answers what a draft asks. */
async function fill(applicant: Person, id: string, { revision, rules }: Shown): Promise<void> {
  const answers = rules.criteria
    .filter(({ points }) => points === undefined)
    .map(({ code }) => ({ criterion: code, answer: '符合（演示）' }));
  await applicant.json('PATCH', `/applications/${id}`, { revision, answers });
}
