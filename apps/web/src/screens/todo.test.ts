import { describe, expect, it } from 'vitest';
import { readTodo } from './todo.ts';

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
