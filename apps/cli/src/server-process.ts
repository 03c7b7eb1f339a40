import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CliError } from './words.ts';

/** A server started by this command line, followed until it ends. */
export interface ServerProcess {
  readonly url: string;
  /** Whether this start made the instance. */
  readonly fresh: boolean;
  /** Moves the clock of a new demo on, to so many days behind the machine's; where it was started so. */
  readonly moveClock: (daysBehind: number) => Promise<void>;
  /** Asks it to finish what it began and waits. */
  readonly stop: () => Promise<void>;
  /** Its exit code, when it has ended by itself or was stopped. */
  readonly ended: Promise<number>;
}

type Message =
  | { readonly event: 'clock'; readonly daysBehind: number }
  | { readonly event: 'ready'; readonly url: string; readonly fresh: boolean }
  | { readonly event: 'failed'; readonly code: string; readonly zh: string; readonly en: string };

/** The server is started as a program: the command line never imports it. */
const SERVER = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

/**
 * The C library (glibc) gives each thread an area of its own and keeps what was freed there; with the threads of a server
 * these areas held a third of its memory. And once something large was freed, it puts what is as large into these areas
 * too, instead of giving it back: bodies and rows on their way to the database. Read by it before the program begins.
 */
const FREED_IS_GIVEN_BACK = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: String(1024 * 1024) };

/**
 * Starts `serve` and waits until it is ready; `demoDays` behind the machine's clock for a demo that is new. Throws
 * CliError with the server's own sentence when it is not.
 */
export async function startServer(
  environment: NodeJS.ProcessEnv,
  showLog: boolean,
  demoDays?: number,
): Promise<ServerProcess> {
  const behind = demoDays === undefined ? [] : [`--demo-days=${demoDays}`];
  const child = spawn(process.execPath, [SERVER, 'serve', ...behind], {
    env: { ...FREED_IS_GIVEN_BACK, ...environment },
    stdio: ['ignore', showLog ? 'inherit' : 'ignore', 'pipe', 'ipc'],
    // A session of its own: Ctrl-C reaches us, and we ask it to stop, once.
    detached: true,
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const ended = new Promise<number>(done =>
    child.once('exit', (code, signal) => done(signal ? 1 : (code ?? 1))),
  );
  const ready = await untilReady(child, ended, () => said);
  child.stderr?.on('data', (text: string) => process.stderr.write(text));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const moveClock = async (daysBehind: number) => {
    const moved = new Promise<unknown>(done => child.once('message', done));
    child.send({ daysBehind });
    await Promise.race([moved, ended]);
  };
  return { url: ready.url, fresh: ready.fresh, moveClock, stop, ended };
}

async function untilReady(child: ChildProcess, ended: Promise<number>, said: () => string) {
  const told = new Promise<Message>(done => child.once('message', message => done(message as Message)));
  const first = await Promise.race([told, ended.then(() => undefined)]);
  if (first?.event === 'ready') return first;
  await ended;
  if (first?.event === 'failed') throw new CliError(first.code, { zh: first.zh, en: first.en });
  const text = said().trim();
  throw new CliError('serverEnded', {
    zh: `服务没能启动。${text}`,
    en: `The server did not start. ${text}`,
  });
}

/** Runs one of the server's one-shot commands to its end and returns what it printed as JSON lines. */
export async function runServerCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  onLine: (line: Readonly<Record<string, unknown>>) => void,
): Promise<number> {
  const child = spawn(process.execPath, [SERVER, ...args, '--json'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(JSON.parse(line) as Record<string, unknown>);
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => done(code ?? 1));
  });
}
