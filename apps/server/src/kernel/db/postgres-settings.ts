import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MIB = 1024 * 1024;

/** How the embedded server is set up, by the memory (in bytes) of the machine or container. */
export function postgresSettings(memory: number = availableMemory()): Readonly<Record<string, string>> {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(Math.max((memory * part) / MIB, least), most))}MB`;
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '60',
    shared_buffers: share(0.25, 32, 1024),
    effective_cache_size: share(0.6, 128, 64 * 1024),
    maintenance_work_mem: share(0.05, 32, 512),
    work_mem: share(0.005, 4, 32),
    dynamic_shared_memory_type: sharedMemoryIsTight() ? 'mmap' : 'posix',
    // What was acknowledged is on disk: these three are never turned off outside tests.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_compression: 'pglz',
    max_wal_size: '4GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    random_page_cost: '1.1',
    // Compiling a query takes longer than running any of ours.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
  };
}

/** Settings of a throw-away server: fast, and gone after a crash. For tests only. */
export const FORGETFUL_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
  max_wal_size: '1GB',
  autovacuum: 'off',
};

function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}

/** Containers often have 64 MB of /dev/shm; a parallel query would fail on it. */
function sharedMemoryIsTight(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const shm = statfsSync('/dev/shm');
    return shm.bsize * shm.blocks < 256 * MIB;
  } catch {
    return true;
  }
}
