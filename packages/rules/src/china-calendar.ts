import { addDays, type LocalDate } from './local-date.ts';
import type { CalendarYear, WorkingCalendar } from './working-days.ts';

type Span = readonly [first: LocalDate, last: LocalDate];

function year(
  number: number,
  source: string,
  spans: readonly Span[],
  weekendsWorked: readonly LocalDate[],
): readonly [number, CalendarYear] {
  return [
    number,
    {
      year: number,
      source,
      daysOff: new Set(spans.flatMap(daysOf)),
      weekendsWorked: new Set(weekendsWorked),
    },
  ];
}

function daysOf([first, last]: Span): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * China's working days as the State Council's yearly notices set them (全国年节及纪念日放假办法).
 * A year enters here when its notice is out, usually in November of the year before.
 */
export const chinaCalendar: WorkingCalendar = {
  years: new Map([
    year(
      2025,
      '国务院办公厅关于2025年部分节假日安排的通知（2024-11-12）',
      [
        ['2025-01-01', '2025-01-01'],
        ['2025-01-28', '2025-02-04'],
        ['2025-04-04', '2025-04-06'],
        ['2025-05-01', '2025-05-05'],
        ['2025-05-31', '2025-06-02'],
        ['2025-10-01', '2025-10-08'],
      ],
      ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    ),
    year(
      2026,
      '国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）',
      [
        ['2026-01-01', '2026-01-03'],
        ['2026-02-15', '2026-02-23'],
        ['2026-04-04', '2026-04-06'],
        ['2026-05-01', '2026-05-05'],
        ['2026-06-19', '2026-06-21'],
        ['2026-09-25', '2026-09-27'],
        ['2026-10-01', '2026-10-07'],
      ],
      ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ),
  ]),
};
