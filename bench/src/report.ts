import { type Bar, type Figure, type Gap, verdictOf } from './figure.ts';
import type { MachineFacts } from './machine.ts';
import type { Spread } from './rounds.ts';

/** Everything one run found. */
export interface Report {
  readonly machine: MachineFacts;
  readonly figures: readonly Figure[];
  readonly gaps: readonly Gap[];
}

/** One JSON object for machines. */
export function jsonOf(report: Report): string {
  const figures = report.figures.map(figure => ({ ...figure, verdict: verdictOf(figure) }));
  return JSON.stringify({ machine: report.machine, figures, gaps: report.gaps });
}

/** A table for people. */
export function tableOf(report: Report): string {
  const { machine } = report;
  const lines = [
    `${machine.cores} × ${machine.processor}, ${machine.memoryGigabytes} GB; Node ${machine.node}; ` +
      `PostgreSQL ${machine.postgres}, fsync ${machine.fsync}, synchronous_commit ${machine.synchronousCommit}`,
    '',
  ];
  const rows = report.figures.map(figure => [
    figure.bench,
    figure.size === null ? '' : figure.size.toLocaleString('en'),
    figure.name,
    `${short(figure.value)} ${figure.unit}`,
    figure.bar ? barText(figure.bar, figure.unit) : '',
    verdictOf(figure) ?? '',
    [
      figure.ours ? `ours ${spreadText(figure.ours)}` : '',
      figure.baseline ? `${figure.baseline.name} ${spreadText(figure.baseline)}` : '',
      figure.note ?? '',
    ]
      .filter(text => text !== '')
      .join(' · '),
  ]);
  lines.push(...columns([['bench', 'size', 'figure', 'measured', 'bar', '', 'median (min–max)'], ...rows]));
  for (const gap of report.gaps) lines.push(`not measured: ${gap.bench} – ${gap.name}: ${gap.reason}`);
  return lines.join('\n');
}

/** How many bars were missed, and how many figures with a bar could not be measured. */
export function missed(report: Report): number {
  return report.figures.filter(figure => verdictOf(figure) === 'short').length + report.gaps.length;
}

function barText(bar: Bar, unit: string): string {
  return `${bar.kind === 'atLeast' ? '≥' : '≤'} ${short(bar.value)} ${unit}`;
}

function spreadText(spread: Spread): string {
  return `${short(spread.median)} (${short(spread.min)}–${short(spread.max)})`;
}

function short(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
