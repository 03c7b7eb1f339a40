import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError, systemCode } from '../operator-error.ts';

/** Who holds a data folder. `started` tells a process from a later one with the same number. */
interface Holder {
  readonly pid: number;
  readonly started: string;
}

/** A held data folder; `release` gives it back. */
export interface DataLock {
  readonly release: () => void;
}

const FILE = 'lock';

/**
 * Takes a data folder for this process. A lock whose process is gone (crash, power cut, restarted container)
 * is taken over. Throws OperatorError `dataInUse` when another living process holds it.
 */
export function lockData(folder: string): DataLock {
  const path = join(folder, FILE);
  const mine = `${path}.${process.pid}`;
  const me: Holder = { pid: process.pid, started: startOf(process.pid) };
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (tryLink(mine, path)) return { release: () => releaseIfMine(path, me) };
      const holder = readHolder(path);
      if (holder !== undefined && isAlive(holder)) throw inUse(folder, holder.pid);
      setAside(path);
    }
    throw inUse(folder, 0);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The number of the living process that holds this folder, if any. */
export function dataHolder(folder: string): number | undefined {
  const holder = readHolder(join(folder, FILE));
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function setAside(path: string): void {
  const stale = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, stale);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  rmSync(stale, { force: true });
}

function releaseIfMine(path: string, me: Holder): void {
  const holder = readHolder(path);
  if (holder?.pid === me.pid && holder.started === me.started) rmSync(path, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.started === 'string'
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return holder.started === startOf(process.pid);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false;
  }
  return holder.started === '' || startOf(holder.pid) === holder.started;
}

/** When a process started, as the kernel counts it, with the boot it belongs to; empty where unknown. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name, may hold spaces: count from its closing bracket.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
  } catch {
    return '';
  }
}

function inUse(folder: string, pid: number): OperatorError {
  return new OperatorError(
    'dataInUse',
    `数据目录 ${folder} 正被另一个品信进程使用（进程号 ${pid}）。请先停止它，或用 PINXIN_DATA 指定另一个目录。`,
    `The data folder ${folder} is in use by another Pinxin (process ${pid}). Stop it first, or choose another folder with PINXIN_DATA.`,
  );
}
