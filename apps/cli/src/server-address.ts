import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OptionValues } from './command.ts';
import { textOption } from './command.ts';
import { Refusal } from './refusal.ts';

/** Where the data of the local instance stands. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  return resolve(env.PINXIN_DATA ?? '.pinxin');
}

/** Keys of the demo's parties, by the party's key in the region; written by `pinxin demo`, mode 0600. */
export interface DemoKeys {
  readonly producer: string;
  readonly inspector: string;
  readonly parties: Readonly<Record<string, string>>;
}

/** The demo's keys of the local instance, if it has any. */
export function readDemoKeys(env: NodeJS.ProcessEnv): DemoKeys | undefined {
  const file = join(dataFolder(env), 'demo-keys.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoKeys) : undefined;
}

/** The operator's key of the local instance (scope `register`). */
export function readOperatorKey(env: NodeJS.ProcessEnv): string | undefined {
  const file = join(dataFolder(env), 'operator-key');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** `--url`, else PINXIN_URL, else this machine's instance. */
export function serverUrl(options: OptionValues, env: NodeJS.ProcessEnv): string {
  const url = textOption(options, 'url') ?? env.PINXIN_URL ?? `http://127.0.0.1:${env.PINXIN_PORT ?? '8080'}`;
  return url.replace(/\/+$/, '');
}

/** `--key`, else PINXIN_KEY, else a key of the local demo that can do this. */
export function apiKey(options: OptionValues, env: NodeJS.ProcessEnv, demo: 'producer' | 'inspector'): string {
  const key = textOption(options, 'key') ?? env.PINXIN_KEY ?? readDemoKeys(env)?.[demo];
  if (key !== undefined) return key;
  throw new Refusal({
    zh: '需要 API 密钥：请用 --key 或环境变量 PINXIN_KEY 给出。本机演示的密钥在 pinxin up 启动时会打印。',
    en: 'An API key is needed: give it with --key or in PINXIN_KEY. The local demo prints one when pinxin up starts.',
  });
}
