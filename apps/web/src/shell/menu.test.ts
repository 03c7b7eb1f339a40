import type { Role } from '@pinxin/contract/permissions';
import { describe, expect, it } from 'vitest';
import type { Session } from '../api/session.ts';
import { lineOf, menuOf } from './menu.ts';

const sessionOf = (...roles: Role[]): Session => ({
  id: 'acc_1',
  name: 'x',
  assurance: 'password',
  memberships: roles.map(role => ({ party: 'pty_1', role })),
});
const pathsOf = (...roles: Role[]) =>
  menuOf(sessionOf(...roles)).flatMap(({ entries }) => entries.map(({ path }) => path));

describe('the side menu', () => {
  it('shows only what a role opens', () => {
    expect(pathsOf('auditor')).toContain('/audit');
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
