import { describe, expect, it } from 'vitest';
import { MESSAGES, messageOf } from './messages.ts';

describe('messages', () => {
  it('say in Chinese and English what is wrong and what to do next', () => {
    for (const message of Object.values(MESSAGES)) {
      expect(message['zh-CN']).toMatch(/^.+。.+。$/u);
      expect(message.en).toMatch(/^.+\. .+\.$/u);
      const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted().join();
      expect(new Set(names(message.en).split(','))).toEqual(new Set(names(message['zh-CN']).split(',')));
    }
  });

  it('carry the words of the problem', () => {
    const problem = { code: 'missingField', at: '', params: { field: 'eventTime' } } as const;
    expect(messageOf(problem, 'zh-CN')).toBe('缺少必填字段 eventTime。请补充。');
    expect(messageOf(problem, 'en')).toBe('The required field eventTime is missing. Add it.');
  });
});
