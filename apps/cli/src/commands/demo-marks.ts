import { markStories } from '@pinxin/region-ningxia/marks';
import type { RegionSeed } from '@pinxin/region-ningxia/region';
import { regionSchemes } from '@pinxin/region-ningxia/schemes';
import { type Client, openClient, type SendOptions } from '../client.ts';
import type { CliLanguage } from '../words.ts';
import { loadProgramme } from './demo-programme.ts';
import { type Told, tellStory } from './demo-story.ts';

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
  const as = openPeople({ url, language });
  await defineSchemes({ url, language, region, as });
  for (const story of markStories) await tellStory({ as, url, language, region }, story);
  await loadProgramme(as, operator, region);
  await tryTheLockedDoor(await as('clerk'));
}

/** More refusals than the watch lets pass: the administrator's work list has an alarm to look into. */
const TRIES = 30;

/** 异常使用 of the demo: a clerk tries again and again to see what is not a clerk's to see. */
async function tryTheLockedDoor(clerk: Person): Promise<void> {
  for (let each = 0; each < TRIES; each++) await clerk.json('GET', '/journal').catch(() => undefined);
}

/** The demo's people at a server, each signed in once. */
export function openPeople({ url, language }: Pick<Told, 'url' | 'language'>): Told['as'] {
  const client = openClient(url, undefined, language);
  const people = new Map<string, Promise<Person>>();
  return key => {
    const known = people.get(key) ?? signIn(client, key);
    people.set(key, known);
    return known;
  };
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

/** Registers the region's schemes and gives their owners the mandates; safe to repeat. */
export async function defineSchemes({ as, url, language, region }: Told): Promise<void> {
  const administrator = await as('administrator');
  const uscc = new Map(region.parties.map(party => [party.key, party.uscc]));
  const brands = await brandIds(openClient(url, undefined, language));
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
