import { expect, it } from 'vitest';
import { reportTodos, supervisionTodos } from './programme-todo.ts';

it('tells of quarterly reports by quarter and state, with the days left; what was signed off waits for nobody', () => {
  const report = (quarter: string, state: string) => ({ quarter, state, dueOn: '2026-12-16' });
  const reports = [
    ...[report('2026Q4', 'asked'), report('2026Q4', 'asked'), report('2026Q4', 'returned')],
    ...[report('2026Q4', 'signedOff'), report('2026Q3', 'submitted')],
  ];
  const todos = reportTodos(reports, 'zh-CN', '2026-12-18');
  expect(todos.map(({ title, daysLeft }) => [title, daysLeft])).toEqual([
    ['季度填报 2026Q4：2 份要报', -2],
    ['季度填报 2026Q4：1 份被退回', -2],
    ['季度填报 2026Q3：1 份待签批', -2],
  ]);
});

it('counts for a supervision item the day by which it is to be acknowledged, then the day by which it is due', () => {
  const item = { id: 'spv_1', subject: '演示', signBy: '2026-12-01', dueOn: '2026-12-31' };
  const days = (state: string) =>
    supervisionTodos([{ ...item, state }], 'en', '2026-11-30').map(todo => [todo.due, todo.daysLeft]);
  expect(days('opened')).toEqual([['2026-12-01', 1]]);
  expect(days('acknowledged')).toEqual([['2026-12-31', 31]]);
  expect(days('closed')).toEqual([]);
});
