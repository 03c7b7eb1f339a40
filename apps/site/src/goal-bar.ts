import type { GoalLine } from '@pinxin/contract/programme-pages';
import { countingUnit } from './counting-unit.ts';
import { type Html, html, nothing } from './html.ts';
import { tokens } from './tokens.ts';
import type { Wording } from './wording.ts';

type Barred = Pick<GoalLine, 'value' | 'target' | 'unit' | 'comparator' | 'status'> & {
  readonly expected?: number | null;
};

const WIDTH = 160;

/** 进度条: a value beside its target, with a stroke where the straight line to the target stands. Said in words beside it. */
export function goalBar({ value, target, status, expected }: Barred): Html {
  if (value === null || target === null || target <= 0) return nothing;
  const most = Math.max(target, value, 1);
  const at = (amount: number) => Math.round((Math.max(0, amount) / most) * WIDTH);
  const colour =
    status === 'reached' ? tokens.verified : status === 'onCourse' ? tokens.action : tokens.attention;
  const mark =
    expected === undefined || expected === null
      ? nothing
      : html`<rect x="${Math.min(WIDTH - 2, at(expected))}" y="0" width="2" height="14" fill="${tokens.ink}"/>`;
  return html`<svg viewBox="0 0 ${WIDTH} 14" width="${WIDTH}" height="14" aria-hidden="true" focusable="false"><rect x="0" y="3" width="${at(target)}" height="8" rx="4" fill="${tokens.line}"/><rect x="0" y="3" width="${Math.max(value > 0 ? 3 : 0, at(value))}" height="8" rx="4" fill="${colour}"/>${mark}</svg>`;
}

/** A value with its unit. */
export function amountText(value: number | null, unit: string, words: Wording): string {
  if (value === null) return '—';
  return `${words.number(value)} ${countingUnit(unit, words.language)}`.trim();
}

/** A target as the plan sets it: more than, at least … */
export function targetText({ target, comparator, unit }: Barred, words: Wording): string {
  if (target === null) return '—';
  const sign = { '>=': '≥', '>': '>', '=': '', '<=': '≤', '<': '<' }[comparator] ?? comparator;
  return `${sign} ${amountText(target, unit, words)}`.trim();
}

const WIDE = 640;
const HIGH = 180;

/** 曲线: values over time with the target as a line. Its figures stand in a table below. */
export function goalCurve(
  points: readonly { readonly day: string; readonly value: number }[],
  target: number | null,
  label: string,
): Html {
  if (points.length < 2) return nothing;
  const times = points.map(({ day }) => Date.parse(`${day}T00:00:00Z`));
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const most = Math.max(...points.map(({ value }) => value), target ?? 0, 1);
  const x = (time: number) => 4 + ((time - first) / Math.max(1, last - first)) * (WIDE - 8);
  const y = (value: number) => HIGH - 18 - (value / most) * (HIGH - 30);
  const line = points
    .map(({ value }, index) => `${x(times[index]!).toFixed(1)},${y(value).toFixed(1)}`)
    .join(' ');
  const goal =
    target === null
      ? nothing
      : html`<line x1="0" x2="${WIDE}" y1="${y(target).toFixed(1)}" y2="${y(target).toFixed(1)}" stroke="${tokens.attention}" stroke-dasharray="6 4"/>`;
  return html`<svg class="pic down" viewBox="0 0 ${WIDE} ${HIGH}" width="${WIDE}" height="${HIGH}" role="img" aria-label="${label}">${goal}<line x1="0" x2="${WIDE}" y1="${y(0)}" y2="${y(0)}" stroke="${tokens.line}"/><polyline points="${line}" fill="none" stroke="${tokens.action}" stroke-width="2"/><text x="4" y="${HIGH - 4}">${points[0]!.day}</text><text x="${WIDE - 4}" y="${HIGH - 4}" text-anchor="end">${points.at(-1)!.day}</text></svg>`;
}
