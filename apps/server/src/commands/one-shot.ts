import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { backUp } from '../kernel/backup/backup.ts';
import type { BackupManifest } from '../kernel/backup/manifest.ts';
import { restore } from '../kernel/backup/restore.ts';
import { systemClock } from '../kernel/clock.ts';
import { migrate } from '../kernel/db/migrate.ts';
import { openStore, type Store } from '../kernel/db/open.ts';
import { openEvidence } from '../kernel/files/open-blobs.ts';
import { migrateJobs } from '../kernel/jobs.ts';
import { silentLog } from '../kernel/log.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { secretsKeyFile } from '../kernel/secrets-key.ts';

/** What a one-shot command found or did: a line for people in both languages, and the facts for programs. */
export interface Outcome {
  readonly ok: boolean;
  readonly zh: string;
  readonly en: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Told of each step of a longer command. */
export type OnStep = (step: Readonly<Record<string, unknown>>) => void;

/** Opens the store for one command (beside a running server where possible) and closes it afterwards. */
export async function withStore<T>(
  config: Config,
  join: boolean,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { data, databaseUrl } = config;
  const store = await openStore({ data, databaseUrl, join, log: silentLog, poolSize: 4, patience: 5_000 });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** `migrate`: brings the database to this release's schema without serving. */
export async function migrateCommand(config: Config): Promise<Outcome> {
  return withStore(config, true, async ({ database }) => {
    const { version, applied } = await migrate(database.pool, systemClock.now);
    await migrateJobs(database.pool);
    return {
      ok: true,
      zh: `数据库结构是第 ${version} 版，本次执行了 ${applied.length} 项变更。`,
      en: `The schema is at version ${version}; ${applied.length} migrations ran now.`,
      facts: { version, applied: applied.map(migration => migration.name) },
    };
  });
}

/** `backup <file>`: one consistent moment in one file, also while the server runs. */
export async function backupCommand(
  config: Config,
  file: string | undefined,
  onStep: OnStep,
): Promise<Outcome> {
  if (file === undefined) throw fileMissing('backup');
  assertDataThere(config);
  const manifest = await withStore(config, true, ({ database }) =>
    backUp(database.pool, resolve(file), systemClock.now(), onStep, openEvidence(config)),
  );
  const facts = summary(manifest, file);
  return {
    ok: true,
    zh: `已备份到 ${facts.file}：${facts.rows} 行，${facts.events} 个事件，${facts.files} 份证据文件，到日志第 ${manifest.journalHead} 条为止。${keyBeside(config).zh}`,
    en: `Backed up to ${facts.file}: ${facts.rows} rows, ${facts.events} events, ${facts.files} files of evidence, up to journal entry ${manifest.journalHead}. ${keyBeside(config).en}`,
    facts,
  };
}

/** `restore <file>`: into an empty database; every row is read back and compared before it counts. */
export async function restoreCommand(
  config: Config,
  file: string | undefined,
  onStep: OnStep,
): Promise<Outcome> {
  if (file === undefined) throw fileMissing('restore');
  if (!existsSync(file)) {
    throw new OperatorError('backupUnreadable', `没有这个文件：${file}。`, `There is no such file: ${file}.`);
  }
  const manifest = await withStore(config, false, ({ database }) =>
    restore(database.pool, resolve(file), systemClock.now, onStep, openEvidence(config)),
  );
  const facts = summary(manifest, file);
  return {
    ok: true,
    zh: `已从 ${facts.file} 恢复并逐表核对：${facts.rows} 行，${facts.events} 个事件。原有的密钥继续有效。${keyBeside(config).zh}`,
    en: `Restored from ${facts.file} and verified table by table: ${facts.rows} rows, ${facts.events} events. Keys stay valid. ${keyBeside(config).en}`,
    facts,
  };
}

/** The key of secrets is in no backup: who keeps the backup must know where the key is. */
function keyBeside(config: Config): { readonly zh: string; readonly en: string } {
  if (config.secretsKeys.length > 0) {
    return {
      zh: '加密保存的内容和密码的核对都要用 PINXIN_SECRETS_KEY，备份里没有这个密钥。',
      en: 'What is sealed opens, and passwords are checked, with PINXIN_SECRETS_KEY only, which is not in the backup.',
    };
  }
  const file = secretsKeyFile(config.data);
  return existsSync(file)
    ? {
        zh: `密钥文件 ${file} 不在备份里，请另外妥善保存。`,
        en: `The key file ${file} is not in the backup: keep a copy elsewhere.`,
      }
    : {
        zh: `${file} 还不在：启动之前请把原来的密钥文件放到这里，否则验证器等加密保存的内容打不开，密码也无法核对。`,
        en: `${file} is not there: put the former key file there before the first start, or authenticators and whatever else was sealed stay shut, and no password can be checked.`,
      };
}

function summary(manifest: BackupManifest, file: string) {
  const digests = Object.entries(manifest.digests);
  return {
    file: resolve(file),
    schemaVersion: manifest.schemaVersion,
    createdAt: manifest.createdAt,
    journalHead: manifest.journalHead,
    files: manifest.files ?? 0,
    rows: digests.reduce((sum, [, digest]) => sum + digest.rows, 0),
    events: manifest.digests.event?.rows ?? 0,
    tables: Object.fromEntries(digests.map(([name, digest]) => [name, digest])),
  };
}

/** A backup of data that is not there would be an empty file that looks like a backup. */
function assertDataThere(config: Config): void {
  if (config.databaseUrl !== undefined || existsSync(join(config.data, 'postgres'))) return;
  throw new OperatorError(
    'usage',
    `${config.data} 里还没有数据，没有可备份的。请检查 PINXIN_DATA。`,
    `There is no data in ${config.data} to back up. Check PINXIN_DATA.`,
  );
}

function fileMissing(command: string): OperatorError {
  return new OperatorError('usage', `请写明文件：${command} <文件>。`, `Name the file: ${command} <file>.`);
}
