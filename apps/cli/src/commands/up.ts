import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoRegion } from '@pinxin/region-ningxia/region';
import { story } from '@pinxin/region-ningxia/story';
import { DEMO_INSPECTOR, DEMO_PRODUCER } from '../connection.ts';
import {
  type DemoKeys,
  dataFolder,
  readAdministratorPath,
  readDemoKeys,
  readOperatorKey,
  writeServerUrl,
} from '../files.ts';
import type { Invocation, Run } from '../invocation.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { DEMO_DIVISION_HEADER, loadDemo, sayBrokenOff } from './demo.ts';
import { DEMO_DAYS } from './demo-past.ts';

/** `pinxin up`: starts the server, the first time with the demo, says where things are, and stays until Ctrl-C. */
export const runUp: Run = async invocation => {
  const { parsed, terminal, environment } = invocation;
  const { options, flags } = parsed;
  const folder = dataFolder(options.data, environment);
  terminal.progress(0, 1, { zh: '启动数据库和服务', en: 'starting database and server' });
  const demo = !flags.has('empty');
  const isNew = !existsSync(join(folder, 'postgres')) && environment.DATABASE_URL === undefined;
  const start = (isDemo: boolean, days?: number) =>
    startServer(
      {
        // Without an edge proxy nobody names a scan's division; in a demo the demo does.
        ...(isDemo ? { PINXIN_SCAN_DIVISION_HEADER: DEMO_DIVISION_HEADER } : {}),
        PINXIN_LOG: 'warn',
        ...environment,
        PINXIN_DATA: folder,
        ...(options.port === undefined ? {} : { PINXIN_PORT: options.port }),
        ...(options.host === undefined ? {} : { PINXIN_HOST: options.host }),
      },
      !terminal.json,
      days,
    );
  const isDemo = demo && (isNew || readDemoKeys(folder) !== undefined);
  const isNewDemo = isDemo && isNew;
  let server = await start(isDemo, isNewDemo ? DEMO_DAYS : undefined);
  const { fresh } = server;
  if (demo && fresh && !isDemo) {
    // Only the server knows that an external database is new; others must not take anybody's word for a division.
    await server.stop();
    server = await start(true);
  }
  let asked = false;
  const stop = () => {
    asked = true;
    server.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const url = reachable(server.url);
    writeServerUrl(folder, url);
    const begun = readDemoKeys(folder);
    const unfinished = begun !== undefined && !begun.complete;
    const keys =
      demo && (fresh || unfinished)
        ? await untilAsked(server, loadDemo(invocation, url, isNewDemo ? server.moveClock : undefined))
        : begun;
    terminal.settle();
    if (asked) sayBrokenOff(terminal);
    else announce(invocation, url, folder, keys, await administratorLink(url, folder));
    const code = await server.ended;
    return asked ? 0 : code;
  } catch (error) {
    if (asked) {
      sayBrokenOff(terminal);
      return 0;
    }
    await server.stop();
    throw error;
  } finally {
    writeServerUrl(folder, undefined);
  }
};

/** The work, or its end because the server ended first. */
async function untilAsked<T>(server: ServerProcess, work: Promise<T>): Promise<T | undefined> {
  const ended = server.ended.then(() => undefined);
  return Promise.race([work, ended]);
}

/** An address that a browser can open, where the server listens on all of them. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//127.0.0.1:');
}

/** The link by which the first administrator comes in, while it can be used. */
async function administratorLink(url: string, folder: string): Promise<string | undefined> {
  const path = readAdministratorPath(folder);
  const token = path?.split('/').at(-1);
  if (path === undefined || token === undefined) return undefined;
  const answer = await fetch(`${url}/invitations/${token}`);
  await answer.arrayBuffer();
  return answer.ok ? `${url}${path}` : undefined;
}

function announce(
  { terminal }: Invocation,
  url: string,
  folder: string,
  keys: DemoKeys | undefined,
  administrator: string | undefined,
): void {
  const producer = keys?.parties[DEMO_PRODUCER]?.secret;
  const inspector = keys?.parties[DEMO_INSPECTOR]?.secret;
  terminal.say({ zh: `\n品信已启动：${url}\n`, en: `\nPinxin is up: ${url}\n` });
  if (keys === undefined) {
    if (readOperatorKey(folder) === undefined) {
      terminal.say({
        zh: '  这里没有运营方密钥；原来的密钥继续有效，也可用 pinxin key 补发。',
        en: '  There is no operator key here; keys issued before stay valid, and pinxin key issues another.',
      });
    } else {
      terminal.say({
        zh: `  运营方密钥在 ${folder}/operator-key。`,
        en: `  The operator’s key is in ${folder}/operator-key.`,
      });
    }
    terminal.result({ ok: true, url, ...(administrator === undefined ? {} : { administrator }) });
  } else {
    const options = { seed: keys.seed, lots: keys.lots, from: new Date(keys.from) };
    const tale = story(demoRegion(options), options);
    const address = (uri: string) => `${url}${new URL(uri).pathname}`;
    const rows = {
      scan: address(tale.sampleScan),
      recalled: address(tale.badPack),
      desk: `${url}/desk`,
      signIn: `${url}/sign-in`,
    };
    terminal.say({ zh: `  扫码页示例      ${rows.scan}`, en: `  a scan page            ${rows.scan}` });
    terminal.say({
      zh: `  有问题的一批    ${rows.recalled}`,
      en: `  a lot with a problem   ${rows.recalled}`,
    });
    terminal.say({ zh: `  追溯台          ${rows.desk}`, en: `  the trace desk         ${rows.desk}` });
    terminal.say({
      zh: `  登录（演示账户）  ${rows.signIn}`,
      en: `  sign in (demo accounts) ${rows.signIn}`,
    });
    terminal.say({ zh: `  演示生产者密钥  ${producer}`, en: `  a demo producer’s key  ${producer}` });
    terminal.say({ zh: `  演示监管员密钥  ${inspector}`, en: `  a demo inspector’s key ${inspector}` });
    terminal.result({
      ...{ ok: true, url, ...rows, story: tale, producer, inspector },
      ...(administrator === undefined ? {} : { administrator }),
    });
  }
  if (administrator !== undefined) {
    terminal.say({
      zh: `\n  第一位管理员请打开（两天内有效，只能用一次）：\n  ${administrator}`,
      en: `\n  The first administrator opens (good for two days, once):\n  ${administrator}`,
    });
  }
  terminal.say({ zh: '\n  停止：按 Ctrl-C\n', en: '\n  To stop: press Ctrl-C\n' });
}
