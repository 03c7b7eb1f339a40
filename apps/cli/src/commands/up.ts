import { demoRegion, story } from '@pinxin/region-ningxia/region';
import type { Command, Invocation } from '../command.ts';
import { readDemoKeys } from '../server-address.ts';
import { startServer } from '../server-process.ts';
import { DEMO_DEFAULTS, playDemo } from './demo.ts';

/** `pinxin up`: database, migrations, on the first start the demo region, then the site; until Ctrl+C. */
export const upCommand: Command = {
  name: 'up',
  usage: '[--empty]',
  summary: { zh: '启动（首次启动会建库并装入演示数据）', en: 'Start (the first start makes the database and plays the demo)' },
  options: { empty: { type: 'boolean' } },
  optionHelp: { empty: { zh: '不装演示数据', en: 'without the demo' } },
  run: async invocation => {
    const { env, options, output, language } = invocation;
    const started = await startServer({ ...env, PINXIN_LANG: language });
    if (!('ready' in started)) return started.exitCode;
    const { child, ready } = started;
    const stop = () => child.kill('SIGTERM');
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const ended = new Promise<number>(resolve => child.on('exit', code => resolve(code ?? 1)));
    try {
      if (options.empty !== true && readDemoKeys(env) === undefined) {
        await playDemo({ ...invocation, options: { ...options, url: ready.url } }, DEMO_DEFAULTS);
      }
      announce(invocation, ready.url);
    } catch (error) {
      stop();
      await ended;
      throw error;
    }
    output.result({ url: ready.url });
    return await ended;
  },
};

function announce({ output, env }: Invocation, url: string): void {
  const keys = readDemoKeys(env);
  output.say({ zh: `\n品信已启动：${url}`, en: `\nPinxin is up: ${url}` });
  if (keys !== undefined) {
    const tale = story(demoRegion(DEMO_DEFAULTS), DEMO_DEFAULTS);
    const path = new URL(tale.sampleScan).pathname;
    output.say({ zh: `  扫码页示例        ${url}${path}`, en: `  a scan page             ${url}${path}` });
    output.say({ zh: `  召回台            ${url}/desk`, en: `  the recall desk         ${url}/desk` });
    output.say({ zh: `  演示生产者密钥    ${keys.producer}`, en: `  a demo producer's key   ${keys.producer}` });
    output.say({ zh: `  演示检查员密钥    ${keys.inspector}`, en: `  a demo inspector's key  ${keys.inspector}` });
  }
  output.say({ zh: '  停止              Ctrl+C\n', en: '  to stop                 Ctrl+C\n' });
}
