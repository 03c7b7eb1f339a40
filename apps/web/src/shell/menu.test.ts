import { GRANTS, type Permission, type Reach, type Role } from '@pinxin/contract/permissions';
import { describe, expect, it } from 'vitest';
import type { Session } from '../api/session.ts';
import { lineOf, menuOf } from './menu.ts';

const sessionOf = (...roles: Role[]): Session => ({
  account: { id: 'acc_1', name: 'x', login: 'x', isDemo: true },
  memberships: roles.map(role => ({
    id: 'mbr_1',
    party: { id: 'pty_1', kind: 'enterprise', name: { 'zh-CN': '甲' } },
    role,
    area: null,
    basis: 'office',
    from: '2026-01-01',
    to: null,
  })),
  permissions: Object.fromEntries(
    roles.flatMap(role => Object.entries(GRANTS[role])).map(([power, reach]) => [power, [reach]]),
  ) as Readonly<Partial<Record<Permission, readonly Reach[]>>>,
});
const pathsOf = (...roles: Role[]) =>
  menuOf(sessionOf(...roles)).flatMap(({ entries }) => entries.map(({ path }) => path));

describe('the side menu', () => {
  it('shows only what a role opens', () => {
    expect(pathsOf('auditor')).toEqual(expect.arrayContaining(['/audit', '/unusual-use']));
    expect(pathsOf('reviewer')).not.toContain('/unusual-use');
    expect(pathsOf('auditor')).not.toContain('/accounts');
    expect(pathsOf('expert')).toEqual(['/', '/applications', '/schemes']);
  });

  it('is ordered for an enterprise: its own file first, no audit', () => {
    const paths = pathsOf('enterpriseManager');
    expect(paths.slice(0, 2)).toEqual(['/', '/parties/pty_1']);
    expect(paths).toContain('/quotas');
    expect(paths).not.toContain('/audit');
  });

  it('shows the union of several roles and today to everybody', () => {
    expect(pathsOf()).toEqual(['/']);
    expect(pathsOf('auditor', 'administrator')).toEqual(expect.arrayContaining(['/audit', '/accounts']));
  });

  it('marks the line that a record belongs to', () => {
    const groups = menuOf(sessionOf('decider'));
    expect(lineOf(groups, '/recalls/rcl_1')).toBe('/recalls');
    expect(lineOf(groups, '/recall')).toBe('/recall');
    expect(lineOf(groups, '/')).toBe('/');
    expect(lineOf(groups, '/nowhere')).toBeUndefined();
  });
});
