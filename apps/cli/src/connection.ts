import { type Client, openClient } from './client.ts';
import type { Parsed } from './command-line.ts';
import { dataFolder, readDemoKeys, readOperatorKey, readServerUrl } from './files.ts';
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
  return open(parsed, terminal, environment, folder => readDemoKeys(folder)?.parties[role]?.secret);
}

/** The same for what only the operator's key may do; it stands in the data folder. */
export function connectAsOperator(
  parsed: Parsed,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Client {
  return open(parsed, terminal, environment, readOperatorKey);
}

function open(
  parsed: Parsed,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  keyIn: (folder: string) => string | undefined,
): Client {
  const folder = dataFolder(parsed.options.data, environment);
  const url =
    parsed.options.server ??
    environment.PINXIN_SERVER ??
    readServerUrl(folder) ??
    `http://127.0.0.1:${environment.PINXIN_PORT ?? '8080'}`;
  return openClient(url, parsed.options.key ?? environment.PINXIN_KEY ?? keyIn(folder), terminal.language);
}
