import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { systemClock } from '../kernel/clock.ts';
import { dataHolder } from '../kernel/db/data-lock.ts';
import { newestVersion, readMigrations, schemaVersion } from '../kernel/db/migrate.ts';
import type { Store } from '../kernel/db/open.ts';
import { findPostgresPrograms } from '../kernel/db/postgres-programs.ts';
import { postgresUser } from '../kernel/db/postgres-user.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { readLogs } from '../kernel/transparency/log-store.ts';
import { checkPasswords } from './check-passwords.ts';
import { checkUploads } from './check-uploads.ts';
import { type Finding, finding, good } from './finding.ts';
import { type Outcome, withStore } from './one-shot.ts';

const GIB = 1024 ** 3;

/** `doctor`: looks at everything that commonly goes wrong, changes nothing, says what to do. */
export async function doctorCommand(config: Config): Promise<Outcome> {
  const findings = [
    ...[nodeVersion(), dataFolder(config), freeSpace(config), programs(config)],
    await checkUploads(config),
  ];
  if (config.databaseUrl !== undefined || existsSync(join(config.data, 'postgres'))) {
    findings.push(...(await database(config)));
  } else {
    findings.push(
      good('database', '还没有数据库，首次启动时建立', 'no database yet; the first start makes it'),
    );
  }
  const bad = findings.filter(({ state }) => state === 'bad').length;
  return {
    ok: bad === 0,
    zh: `${lines(findings, 'zh')}\n${bad === 0 ? '一切正常。' : `有 ${bad} 处问题。`}`,
    en: `${lines(findings, 'en')}\n${bad === 0 ? 'All is well.' : `${bad} problems.`}`,
    facts: { findings },
  };
}

function lines(findings: readonly Finding[], language: 'zh' | 'en'): string {
  const signs = { good: '✓', attention: '!', bad: '✗' };
  return findings.map(finding => `${signs[finding.state]} ${finding[language]}`).join('\n');
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const works = major > 22 || (major === 22 && minor >= 18);
  return finding(works ? 'good' : 'bad', 'node', `Node ${process.version}`, `Node ${process.version}`);
}

function dataFolder({ data }: Config): Finding {
  let folder = data;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return finding('bad', 'data', `数据目录 ${data} 不能写入`, `the data folder ${data} cannot be written`);
  }
  const holder = dataHolder(data);
  if (holder === undefined) return good('data', `数据目录 ${data}`, `data folder ${data}`);
  return good(
    'data',
    `数据目录 ${data}，服务正在运行（进程 ${holder}）`,
    `data folder ${data}, served by process ${holder}`,
  );
}

function freeSpace({ data }: Config): Finding {
  let folder = data;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / GIB;
  return finding(
    free < 0.5 ? 'bad' : free < 5 ? 'attention' : 'good',
    'space',
    `剩余磁盘空间 ${free.toFixed(1)} GiB`,
    `${free.toFixed(1)} GiB of disk space left`,
  );
}

function programs(config: Config): Finding {
  if (config.databaseUrl !== undefined) {
    return good('programs', '使用外部 PostgreSQL', 'an external PostgreSQL is used');
  }
  try {
    const { major } = findPostgresPrograms(config.data, postgresUser(undefined));
    const version = join(config.data, 'postgres', 'PG_VERSION');
    const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : String(major);
    if (found !== String(major)) {
      return finding(
        'bad',
        'programs',
        `数据是 PostgreSQL ${found} 的，自带的是 ${major}：请用旧版本备份、用本版本恢复`,
        `the data is of PostgreSQL ${found}, the programs are ${major}: back up with the former release, restore with this one`,
      );
    }
    return good('programs', `自带的 PostgreSQL ${major} 可以运行`, `the embedded PostgreSQL ${major} runs`);
  } catch (error) {
    return troubled('programs', error);
  }
}

async function database(config: Config): Promise<readonly Finding[]> {
  try {
    return await withStore(config, true, async store => [
      await settings(store),
      await migrations(store),
      await clockSkew(store),
      await journal(store),
      await transparencyLog(store),
      await stuckJobs(store),
      await checkPasswords(config, store),
    ]);
  } catch (error) {
    return [troubled('database', error)];
  }
}

async function settings({ database: { pool } }: Store): Promise<Finding> {
  const found = await pool.query<{ version: string; encoding: string; sync: string }>(
    `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
       current_setting('fsync') as sync`,
  );
  const { version, encoding, sync } = found.rows[0]!;
  const text = `PostgreSQL ${version}, ${encoding}, fsync ${sync}`;
  return finding(encoding === 'UTF8' && sync === 'on' ? 'good' : 'bad', 'settings', text, text);
}

async function migrations({ database: { pool } }: Store): Promise<Finding> {
  const version = await schemaVersion(pool);
  const known = newestVersion(readMigrations());
  return finding(
    version === known ? 'good' : version < known ? 'attention' : 'bad',
    'schema',
    `数据库结构第 ${version} 版，程序第 ${known} 版`,
    `schema at version ${version}, program at ${known}`,
  );
}

async function clockSkew({ database: { pool } }: Store): Promise<Finding> {
  const found = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  const seconds = Math.abs(found.rows[0]!.now.getTime() - systemClock.now().getTime()) / 1000;
  return finding(
    seconds < 2 ? 'good' : 'bad',
    'clock',
    `与数据库的时钟相差 ${seconds.toFixed(1)} 秒`,
    `${seconds.toFixed(1)} seconds between this clock and the database's`,
  );
}

async function journal({ database: { pool } }: Store): Promise<Finding> {
  const there = await pool.query<{ there: boolean }>(`select to_regclass('journal') is not null as there`);
  if (there.rows[0]?.there !== true) return good('journal', '日志还没有建立', 'no journal yet');
  const found = await pool.query<{ head: number; entries: number; last: number }>(
    `select (select seq from journal_head) as head, count(*) as entries, coalesce(max(seq), 0) as last from journal`,
  );
  const { head, entries, last } = found.rows[0]!;
  const whole = head === last && entries === last;
  return finding(
    whole ? 'good' : 'bad',
    'journal',
    `日志 ${entries} 条，${whole ? '编号连续' : `编号应到 ${head}，有缺失`}`,
    `${entries} journal entries, ${whole ? 'numbered without gaps' : `should be ${head}: some are missing`}`,
  );
}

async function transparencyLog({ database: { pool } }: Store): Promise<Finding> {
  const there = await pool.query<{ there: boolean }>(
    `select exists (select from information_schema.columns
       where table_name = 'log_state' and column_name = 'closed_at') as there`,
  );
  const logs = there.rows[0]?.there === true ? await readLogs(pool) : [];
  const open = logs.find(({ closedAt }) => closedAt === null);
  if (open === undefined) return good('log', '还没有透明日志，首次启动时建立', 'no transparency log yet');
  const closed = logs.length - 1;
  const isSigning = open.halted === null;
  return finding(
    isSigning ? 'good' : 'bad',
    'log',
    `透明日志 ${open.origin}，${open.size} 条，往年已封存 ${closed} 本${isSigning ? '' : `；已停止签名（${open.halted}），请先 pinxin log reconcile`}`,
    `transparency log ${open.origin}, ${open.size} leaves, ${closed} closed ones before it${isSigning ? '' : `; it signs nothing (${open.halted}): pinxin log reconcile`}`,
  );
}

async function stuckJobs({ database: { pool } }: Store): Promise<Finding> {
  const there = await pool.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  );
  if (there.rows[0]?.there !== true) return good('jobs', '任务队列还没有建立', 'no job queue yet');
  const found = await pool.query<{ failed: number }>(
    'select count(*) as failed from graphile_worker._private_jobs where attempts >= max_attempts',
  );
  const failed = found.rows[0]!.failed;
  return finding(
    failed === 0 ? 'good' : 'attention',
    'jobs',
    `后台任务：${failed} 项多次失败、等人处理`,
    `background jobs: ${failed} failed too often and wait for a person`,
  );
}

function troubled(check: string, error: unknown): Finding {
  if (error instanceof OperatorError) return finding('bad', check, error.zh, error.en);
  const reason = error instanceof Error ? error.message : String(error);
  return finding('bad', check, reason, reason);
}
