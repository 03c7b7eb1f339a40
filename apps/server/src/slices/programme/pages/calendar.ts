import type { ProgressPage } from '@pinxin/contract/programme-pages';
import { addDays } from '@pinxin/rules/local-date';
import type { Language } from '@pinxin/site/language';

/** 期限日历 (RFC 5545): every goal and task by the day on which it is due. */
export function deadlinesOf(view: ProgressPage, language: Language, now: Date): string {
  const name = (text: { readonly 'zh-CN': string; readonly en?: string }) => text[language] ?? text['zh-CN'];
  const due = [
    ...view.goals.map(goal => ({ id: `goal-${goal.number}`, name: name(goal.name), day: goal.deadline })),
    ...view.tasks.map(task => ({
      id: `task-${task.number}`,
      name: `${task.number} ${name(task.title)}`,
      day: task.dueOn,
    })),
  ];
  const stamp = `${now.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const lines = due.flatMap(({ id, name: summary, day }) => [
    ...['BEGIN:VEVENT', `UID:${view.code}-${id}@pinxin`, `DTSTAMP:${stamp}`],
    ...[
      `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${addDays(day, 1).replaceAll('-', '')}`,
    ],
    ...[
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(name(view.name))}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ],
  ]);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Pinxin//Programme//ZH',
    'CALSCALE:GREGORIAN',
    ...lines,
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}

/** TEXT values (RFC 5545 §3.3.11). */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, sign => `\\${sign}`).replace(/\r?\n/g, '\\n');
}

/** Lines of at most 75 octets (RFC 5545 §3.1), never cut inside a character. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  for (const character of line) {
    const width = Buffer.byteLength(character);
    if (size + width > 75) {
      pieces.push(piece);
      piece = ' ';
      size = 1;
    }
    piece += character;
    size += width;
  }
  return [...pieces, piece].join('\r\n');
}
