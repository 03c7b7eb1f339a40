import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { csvText, keepColumns, keptColumns, shownColumns } from './columns.ts';

describe('the columns of a list', () => {
  const columns = [{ key: 'a' }, { key: 'b' }, { key: 'c', hidden: true }];
  const keys = (chosen?: readonly string[]) => shownColumns(columns, chosen).map(({ key }) => key);
  const kept = new Map<string, string>();
  beforeEach(() =>
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    }),
  );
  afterEach(() => vi.unstubAllGlobals());

  it('are the usual ones until somebody chooses, and never none', () => {
    expect(keys()).toEqual(['a', 'b']);
    expect(keys(['c', 'a'])).toEqual(['a', 'c']);
    expect(keys(['gone'])).toEqual(['a', 'b']);
  });

  it('can be kept and reset; a broken choice is forgotten', () => {
    keepColumns('parties', ['b']);
    expect(keptColumns('parties')).toEqual(['b']);
    keepColumns('parties', undefined);
    expect(keptColumns('parties')).toBeUndefined();
    kept.set('pinxin.columns.parties', '{broken');
    expect(keptColumns('parties')).toBeUndefined();
  });
});

describe('a page as CSV', () => {
  it('quotes what needs it and lets no text become a formula', () => {
    expect(
      csvText(
        ['名称', 'n'],
        [
          ['a "b", c', '-1.5'],
          ['=1+1', '@x'],
        ],
      ),
    ).toBe('\uFEFF名称,n\r\n"a ""b"", c",-1.5\r\n\'=1+1,\'@x\r\n');
  });
});
