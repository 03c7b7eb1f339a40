import { type Client, openClient } from './client.ts';
import type { Parsed } from './command-line.ts';
import { dataFolder, readDemoKeys, readServerUrl } from './files.ts';
import type { Terminal } from './terminal.ts';

/** The demo parties that a command speaks as when no key is given. */
export const DEMO_PRODUCER = 'packer-1';
export const DEMO_INSPECTOR = 'authority-1';

/**
 * The server and key of a command: what the options say, then `PINXIN_SERVER` and `PINXIN_KEY`, then the
 * instance in the data folder and, in a demo, the key of the demo party `role`.
 */
export function connect(
  parsed: Parsed,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  role: string,
): Client {
  const folder = dataFolder(parsed.options.data, environment);
  const url =
    parsed.options.server ??
    environment.PINXIN_SERVER ??
    readServerUrl(folder) ??
    `http://127.0.0.1:${environment.PINXIN_PORT ?? '8080'}`;
  const key = parsed.options.key ?? environment.PINXIN_KEY ?? readDemoKeys(folder)?.parties[role]?.secret;
  return openClient(url, key, terminal.language);
}
