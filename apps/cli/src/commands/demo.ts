import { demoBrands } from '@pinxin/region-ningxia/brands';
import { demoChains } from '@pinxin/region-ningxia/chains';
import { programmeProducts } from '@pinxin/region-ningxia/programme-history';
import { demoRegion, type PartySeed, type RegionSeed } from '@pinxin/region-ningxia/region';
import { story } from '@pinxin/region-ningxia/story';
import { type Client, openClient } from '../client.ts';
import {
  type DemoKey,
  type DemoKeys,
  dataFolder,
  readDemoKeys,
  readOperatorKey,
  readServerUrl,
  writeDemoKeys,
} from '../files.ts';
import type { Invocation, Run } from '../invocation.ts';
import type { Terminal } from '../terminal.ts';
import { CliError } from '../words.ts';
import { captureBytes } from './capture.ts';
import { loadMarks } from './demo-marks.ts';
import { loadPast, type MoveClock } from './demo-past.ts';
import { loadRecalls } from './demo-recalls.ts';

/** Any number gives another region of the same shape; this one is in the documentation. */
const SEED = 20_260_718;
const USUAL_LOTS = 2_000;
/** Captures on their way at once: enough to keep the server's groups full. */
const IN_FLIGHT = 6;
/** What shells report of a program that Ctrl-C ended. */
const INTERRUPTED = 130;
/** The header in which a demo's scans say where they were made; the server must have been told to look at it. */
export const DEMO_DIVISION_HEADER = 'x-pinxin-demo-division';

/** 品类: what the region's words for its chains are called in the register. */
const CATEGORIES: Readonly<Record<string, string>> = {
  wolfberry: '枸杞',
  juice: '枸杞原浆',
  sheep: '滩羊',
  vegetable: '蔬菜',
  fish: '水产',
  parts: '配件',
  controller: '控制器',
  input: '农业投入品',
};

const UNITS: Readonly<Record<string, string>> = { KGM: 'kg', GRM: 'g', LTR: 'L', MLT: 'mL' };

/** `pinxin demo`: loads the demo into a running instance whose operator key is at hand. */
export const runDemo: Run = async invocation => {
  const { parsed, terminal, environment } = invocation;
  const folder = dataFolder(parsed.options.data, environment);
  const url = parsed.options.server ?? environment.PINXIN_SERVER ?? readServerUrl(folder);
  if (url === undefined) {
    throw new CliError('unreachable', {
      zh: '没有正在运行的实例。pinxin up 会启动一个，并装入演示数据。',
      en: 'No instance is running. pinxin up starts one, and loads the demo.',
    });
  }
  // What was captured stays, and is known when it comes again: breaking off is safe at any time.
  const breakOff = () => {
    sayBrokenOff(terminal);
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', breakOff);
  const keys = await loadDemo(invocation, url).finally(() => process.off('SIGINT', breakOff));
  terminal.result({ ok: true, url, lots: keys.lots, parties: Object.keys(keys.parties).length });
  return 0;
};

/** Said when somebody stops the loading of a demo. */
export function sayBrokenOff(terminal: Terminal): void {
  terminal.settle();
  terminal.say({
    zh: '已中断。装入的都留着；再运行一次就接着装，不会重复。',
    en: 'Broken off. What is loaded stays; run it again and it goes on, nothing twice.',
  });
}

/**
 * Loads the demo, or what is missing of one that was broken off; safe to repeat. `moveClock` brings a server that runs in
 * the past to the present: what takes weeks happens on the way.
 */
export async function loadDemo(
  { parsed, terminal, environment }: Invocation,
  url: string,
  moveClock?: MoveClock,
): Promise<DemoKeys> {
  const folder = dataFolder(parsed.options.data, environment);
  const operatorKey = environment.PINXIN_OPERATOR_KEY ?? readOperatorKey(folder);
  if (operatorKey === undefined) {
    throw new CliError('noOperatorKey', {
      zh: `${folder} 里没有 operator-key。请指定数据目录（--data），或用 pinxin key 补发。`,
      en: `There is no operator-key in ${folder}. Name the data folder (--data), or issue one with pinxin key.`,
    });
  }
  const begun = readDemoKeys(folder);
  if (begun !== undefined) sameSize(begun.lots, parsed.options.lots);
  const size = begun ?? { seed: SEED, lots: wholeLots(parsed.options.lots), from: new Date().toISOString() };
  // Before anything is sent: what is broken off from here on is gone on with at the next start.
  writeDemoKeys(folder, { parties: {}, ...size, complete: false });
  const region = demoRegion({ seed: size.seed, lots: size.lots });
  const operator = openClient(url, operatorKey, terminal.language);
  terminal.progress(0, 1, { zh: '登记主体、场所和产品', en: 'registering parties, places and products' });
  await operator.json('POST', '/registrations', { body: registrations(region) });
  const parties = await issueKeys(operator, region, begun?.parties ?? {});
  const keys: DemoKeys = { seed: size.seed, lots: size.lots, from: size.from, parties, complete: false };
  writeDemoKeys(folder, keys);
  if (moveClock !== undefined) await loadPast({ url, language: terminal.language, region }, moveClock);
  await tellChains(openClient(url, undefined, terminal.language), region, keys, terminal);
  await countScans(url, keys);
  await loadMarks(url, terminal.language, region, operator);
  const farm = keys.parties['fishfarm-1'];
  if (farm !== undefined) {
    const anyone = openClient(url, undefined, terminal.language);
    const { fishLot } = story(region, { seed: size.seed, lots: size.lots, from: new Date(size.from) });
    await loadRecalls(anyone, anyone.as(farm.secret), fishLot);
  }
  terminal.settle();
  const done = { ...keys, complete: true };
  writeDemoKeys(folder, done);
  return done;
}

/** A demo keeps the size it began with: another would have other parties under the same codes. */
function sameSize(begun: number, asked: string | undefined): void {
  if (asked === undefined || wholeLots(asked) === begun) return;
  throw new CliError('demoBegun', {
    zh: `这里的演示已按 ${begun} 个批次装入，不能再改。要别的规模，请用新的数据目录（--data）。`,
    en: `The demo here was begun with ${begun} lots and keeps that size. For another, use a new data folder (--data).`,
  });
}

function wholeLots(text: string | undefined): number {
  const lots = Number(text ?? USUAL_LOTS);
  if (Number.isSafeInteger(lots) && lots >= 1 && lots <= 5_000_000) return lots;
  throw new CliError(
    'usage',
    { zh: '--lots 应为 1 到 5000000 的整数。', en: '--lots is a whole number from 1 to 5000000.' },
    2,
  );
}

function registrations(region: RegionSeed): object {
  const uscc = new Map(region.parties.map(party => [party.key, party.uscc]));
  return {
    parties: region.parties.map(({ key: _key, scopes: _scopes, ...party }) => ({ ...party, demo: true })),
    places: region.places.map(({ party, ...place }) => ({
      ...place,
      party: uscc.get(party),
      demo: true,
    })),
    products: [...region.products, ...programmeProducts(region)].map(
      ({ label: _label, netContent, party, category, ...product }) => ({
        ...{ ...product, category: CATEGORIES[category.split('/')[0] ?? ''] ?? category },
        party: uscc.get(party),
        ...(netContent === undefined
          ? {}
          : { netContent: `${netContent.quantity} ${UNITS[netContent.uom] ?? netContent.uom}` }),
        demo: true,
      }),
    ),
    brands: demoBrands.map(({ owner, ...brand }) => ({ ...brand, owner: uscc.get(owner), demo: true })),
  };
}

async function issueKeys(
  operator: Client,
  region: RegionSeed,
  known: Readonly<Record<string, DemoKey>>,
): Promise<Record<string, DemoKey>> {
  const keys: Record<string, DemoKey> = { ...known };
  const issue = async (party: PartySeed) => {
    const label = `演示 · demo ${party.key}`;
    const body = { scopes: party.scopes, label };
    const key = await operator.json<{ id: string; secret: string }>('POST', `/parties/${party.uscc}/keys`, {
      body,
    });
    keys[party.key] = { publicId: key.id, secret: key.secret };
  };
  const waiting = region.parties.filter(party => party.scopes.length > 0 && keys[party.key] === undefined);
  await inFlight(waiting, issue);
  return keys;
}

async function tellChains(
  client: Client,
  region: RegionSeed,
  keys: DemoKeys,
  terminal: Terminal,
): Promise<void> {
  const clients = new Map(
    Object.entries(keys.parties).map(([party, { secret }]) => [party, client.as(secret)]),
  );
  const words = { zh: '装入演示数据', en: 'loading the demo' };
  let lots = 0;
  const documents = demoChains(region, { seed: keys.seed, lots: keys.lots, from: new Date(keys.from) });
  await inFlight(documents, async ({ party, document, lots: named }) => {
    const job = await captureBytes(clients.get(party)!, JSON.stringify(document));
    if (!job.success)
      throw new Error(`the demo does not hold: ${party}: ${JSON.stringify(job.errors.slice(0, 3))}`);
    lots += named;
    terminal.progress(lots, keys.lots, words);
  });
}

/** Makes the scans of the copied code, so that its page can say where it was seen. */
async function countScans(url: string, keys: DemoKeys): Promise<void> {
  const options = { seed: keys.seed, lots: keys.lots, from: new Date(keys.from) };
  const { counterfeit } = story(demoRegion(options), options);
  const { pathname } = new URL(counterfeit.uri);
  for (const { division } of counterfeit.scans) {
    const answer = await fetch(`${url}${pathname}`, {
      headers: { accept: 'text/html', [DEMO_DIVISION_HEADER]: division },
    });
    await answer.arrayBuffer();
  }
}

/** Works through a list in its order, a few at a time; the first failure ends it. */
async function inFlight<T>(list: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const items = list[Symbol.iterator]();
  let failed = false;
  const lane = async () => {
    for (let next = items.next(); next.done !== true && !failed; next = items.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
