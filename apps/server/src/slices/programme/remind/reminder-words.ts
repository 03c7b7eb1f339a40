/** What reminders say; `{what}` is the quarter or the task's matter, `{day}` the deadline. */
const WORDS = {
  'programme-report-near': [
    '季度填报 {what} 将于 {day} 到期，本单位还没有报齐',
    'the quarterly report {what} is due on {day} and not all of your authority’s part is in',
  ],
  'programme-report-past': [
    '季度填报 {what} 已于 {day} 到期，本单位还没有报齐',
    'the quarterly report {what} was due on {day} and not all of your authority’s part is in',
  ],
  'supervision-sign-near': [
    '督办事项（{what}）须在 {day} 前签收',
    'a supervision item ({what}) is to be acknowledged by {day}',
  ],
  'supervision-sign-past': [
    '督办事项（{what}）应于 {day} 前签收，已超期',
    'a supervision item ({what}) was to be acknowledged by {day}',
  ],
  'supervision-due-near': [
    '督办事项（{what}）须在 {day} 前报告办理情况',
    'a supervision item ({what}) is to be reported on by {day}',
  ],
  'supervision-due-past': [
    '督办事项（{what}）应于 {day} 前报告，已超期',
    'a supervision item ({what}) was to be reported on by {day}',
  ],
} as const;

/** Which reminder it is. */
export type ReminderKind = keyof typeof WORDS;

/** The words of a reminder in both languages. */
export function reminderWords(kind: ReminderKind, what: string, day: string) {
  const [zh, en] = WORDS[kind];
  const filled = (words: string) => words.replace('{what}', what).replace('{day}', day);
  return { 'zh-CN': filled(zh), en: filled(en) };
}
