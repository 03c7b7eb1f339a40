import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Context } from '../kernel/context.ts';
import { dataTrouble } from '../kernel/db/cluster.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { administratorCommand } from './administrator-link.ts';
import { type DemoClock, demoClock } from './demo-clock.ts';
import { doctorCommand } from './doctor.ts';
import { backupCommand, migrateCommand, type OnStep, type Outcome, restoreCommand } from './one-shot.ts';
import { keyCommand } from './operator-key.ts';
import { reconcileCommand } from './reconcile-log.ts';
import { recountCommand } from './recount.ts';
import { type Instance, serve, type Wiring } from './serve.ts';

/** What a parent process is told over its channel, when it opened one. */
export type ServerMessage =
  | { readonly event: 'ready'; readonly url: string; readonly fresh: boolean }
  /** The clock of a new demo has been moved on. */
  | { readonly event: 'clock'; readonly daysBehind: number }
  | { readonly event: 'failed'; readonly code: string; readonly zh: string; readonly en: string };

const COMMANDS =
  'serve, migrate, backup <file>, restore <file>, doctor, key, administrator, reconcile <url>, recount';

/** Runs one command line to its end and gives the exit code: 0 done, 1 not done, 2 wrongly called. */
export async function run(
  args: readonly string[],
  wiring: Wiring,
  issueOperatorKey: IssueKey,
): Promise<number> {
  let json = args.includes('--json');
  try {
    const { positionals, values } = parse(args);
    json = values.json === true;
    const [command, file, ...more] = positionals;
    if (more.length > 0) throw wrongCall();
    const config = readConfig(process.env);
    if (command === 'serve') return await serveToTheEnd(config, wiring, clockOf(values['demo-days']));
    const outcome =
      command === 'administrator'
        ? await administratorCommand(config, wiring.offerAdministrator)
        : command === 'recount'
          ? await recountCommand(config, wiring.recount)
          : await oneShot(command, file, config, issueOperatorKey, step => {
              if (json) process.stdout.write(`${JSON.stringify({ step })}\n`);
            });
    process.stdout.write(json ? `${JSON.stringify(outcome)}\n` : `${outcome.zh}\n${outcome.en}\n`);
    return outcome.ok ? 0 : 1;
  } catch (error) {
    return tell(error, json);
  }
}

/** Issues one more key for the operator and returns its secret. */
export type IssueKey = (ctx: Context) => Promise<string>;

async function oneShot(
  command: string | undefined,
  file: string | undefined,
  config: Config,
  issueOperatorKey: IssueKey,
  onStep: OnStep,
): Promise<Outcome> {
  switch (command) {
    case 'migrate':
      return migrateCommand(config);
    case 'backup':
      return backupCommand(config, file, onStep);
    case 'restore':
      return restoreCommand(config, file, onStep);
    case 'doctor':
      return doctorCommand(config);
    case 'reconcile':
      return reconcileCommand(config, file);
    case 'key':
      return keyCommand(config, issueOperatorKey);
    default:
      throw wrongCall();
  }
}

function parse(args: readonly string[]) {
  try {
    const options = { json: { type: 'boolean' }, 'demo-days': { type: 'string' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw wrongCall();
  }
}

/** The machine's clock; for the parent that loads a new demo, one that begins in the past and that it moves on. */
function clockOf(demoDays: string | undefined): Clock | DemoClock {
  if (demoDays === undefined) return systemClock;
  // Who has no channel to it could never bring it to the present.
  if (!process.connected) throw wrongCall();
  return demoClock(Number(demoDays));
}

/** Moves a demo's clock on when the parent says so. */
function followParent(clock: Clock | DemoClock, instance: Instance): void {
  if (!('moveTo' in clock)) return;
  process.on('message', (message: { readonly daysBehind?: unknown }) => {
    if (typeof message.daysBehind !== 'number') return;
    const { daysBehind } = message;
    clock.moveTo(daysBehind);
    const renewed = daysBehind === 0 ? instance.renewAdministratorLink() : Promise.resolve();
    void renewed.then(() => send({ event: 'clock', daysBehind }));
  });
}

async function serveToTheEnd(config: Config, wiring: Wiring, clock: Clock | DemoClock): Promise<number> {
  const end = Promise.withResolvers<number>();
  let instance: Instance | undefined;
  let asked = 0;
  const leave = (code: number) => {
    asked++;
    // Asked again: now. Everything acknowledged is committed, and the embedded server goes with us.
    if (asked > 1) process.exit(code === 0 ? 130 : code);
    if (instance === undefined) process.exit(code);
    instance.stop().then(
      () => end.resolve(code),
      error => end.reject(error),
    );
  };
  process.on('SIGTERM', () => leave(0));
  process.on('SIGINT', () => leave(0));
  // The parent is gone. Our own farewell to it, at the end, ends the channel too and is no new wish.
  process.on('disconnect', () => asked === 0 && leave(0));
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      tell(error, false);
      leave(1);
    });
  }
  const onLost = (error: Error) => {
    tell(error, false);
    leave(1);
  };
  instance = await serve(config, wiring, onLost, clock);
  followParent(clock, instance);
  send({ event: 'ready', url: instance.url, fresh: instance.fresh });
  return end.promise;
}

function tell(error: unknown, json: boolean): number {
  const known = dataTrouble(error, 'PINXIN_DATA');
  if (!(known instanceof OperatorError)) {
    console.error(known);
    send({ event: 'failed', code: 'internal', zh: `程序出错：${known}`, en: `The program failed: ${known}` });
    return 1;
  }
  const { code, zh, en } = known;
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, code, zh, en })}\n`);
  else process.stderr.write(`${zh}\n${en}\n`);
  send({ event: 'failed', code, zh, en });
  return code === 'usage' ? 2 : 1;
}

function send(message: ServerMessage): void {
  if (process.connected) process.send?.(message);
}

function wrongCall(): OperatorError {
  return new OperatorError(
    'usage',
    `可用的命令：${COMMANDS}；选项：--json。`,
    `Commands: ${COMMANDS}; option: --json.`,
  );
}
