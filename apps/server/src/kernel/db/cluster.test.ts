import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataTrouble, postgresTrouble } from './cluster.ts';
import { makeLinks } from './postgres-programs.ts';
import { postgresSettings } from './postgres-settings.ts';

describe('trouble with the data folder', () => {
  it('is a full disk, whoever noticed it', () => {
    const noticed = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(dataTrouble(noticed, '/data')).toMatchObject({ code: 'noSpace' });
    expect(
      postgresTrouble('PANIC: could not write to file "pg_wal/x": No space left on device'),
    ).toMatchObject({
      code: 'noSpace',
    });
  });

  it('is told with the last words of the database when nothing better is known', () => {
    expect(postgresTrouble('LOG: a\nFATAL: invalid value').en).toContain('FATAL: invalid value');
  });

  it('is not every error', () => {
    const bug = new TypeError('x is undefined');
    expect(dataTrouble(bug, '/data')).toBe(bug);
  });
});

describe('the programs of the database', () => {
  it('get the links that the package could not carry, and again without harm', () => {
    const home = mkdtempSync(join(tmpdir(), 'pinxin-links-'));
    try {
      mkdirSync(join(home, 'native', 'lib'), { recursive: true });
      writeFileSync(join(home, 'native', 'lib', 'libx.so.1.2'), '');
      const link = { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' };
      writeFileSync(join(home, 'native', 'pg-symlinks.json'), JSON.stringify([link]));
      expect([makeLinks(home), makeLinks(home)]).toEqual([true, true]);
      expect(readlinkSync(join(home, 'native', 'lib', 'libx.so.1'))).toBe('libx.so.1.2');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('are given memory in proportion, within bounds', () => {
    const mib = 1024 ** 2;
    expect(postgresSettings(512 * mib).shared_buffers).toBe('128MB');
    expect(postgresSettings(64 * 1024 * mib).shared_buffers).toBe('1024MB');
    expect(postgresSettings(16 * mib).shared_buffers).toBe('32MB');
  });
});
