import { describe, expect, it } from 'vitest';
import { readProposal, readTodo, readUnusual } from './todo.ts';

const item = {
  kind: 'application',
  id: 'app_1',
  schemeName: { 'zh-CN': '绿色食品', en: 'Green Food' },
  party: '甲合作社',
  subject: '枸杞',
  state: 'submitted',
  dueOn: '2026-11-28',
};

describe('one thing that waits', () => {
  it('says what, for whom and how many days are left, across the end of a month', () => {
    expect(readTodo(item, 'zh-CN', '2026-11-26')).toMatchObject({
      detail: '绿色食品 · 甲合作社',
      href: '/applications/app_1',
      daysLeft: 2,
    });
    expect(readTodo({ ...item, dueOn: '2026-12-01' }, 'en', '2026-11-26').daysLeft).toBe(5);
    expect(readTodo({ ...item, dueOn: '2026-11-20' }, 'en', '2026-11-26').daysLeft).toBe(-6);
  });

  it('does not make a deadline up, and leads an alarm to the quotas', () => {
    const alarm = readTodo({ ...item, kind: 'alarm', dueOn: null }, 'en', '2026-11-26');
    expect([alarm.due, alarm.daysLeft, alarm.href]).toEqual([undefined, undefined, '/quotas']);
  });
});

describe('an alarm on unusual use', () => {
  it('says what, whose account, and no deadline', () => {
    const alarm = { id: 'use_1', kind: 'statementsEnded', account: { name: '马华' } };
    expect(readUnusual(alarm, 'zh-CN')).toMatchObject({
      ...{ title: '核实异常使用：短时间内暂停、撤回、注销多份声明', detail: '马华', href: '/unusual-use' },
      daysLeft: undefined,
    });
    expect(readUnusual({ ...alarm, account: null }, 'en').detail).toBe('');
  });
});

describe('a proposal that waits', () => {
  const proposal = {
    ...{ id: 'prp_1', action: 'suspend', state: 'waiting', kind: 'certification', number: 'GF1' },
    ...{ proposedByName: '甲', party: { id: 'pty_1', name: '乙局' }, wish: {}, mayConfirm: true },
    // Late in the evening of the 27th in the west is the 28th here.
    expiresAt: '2026-11-27T17:00:00Z',
  };

  it('says what, by whom and until which day of this region', () => {
    expect(readProposal(proposal, 'zh-CN', '2026-11-26')).toEqual({
      ...{ key: 'proposal prp_1', title: '待第二人确认：暂停认证', detail: 'GF1 · 乙局 · 甲' },
      ...{ href: '/proposals', due: '2026-11-28', daysLeft: 2 },
    });
  });
});
