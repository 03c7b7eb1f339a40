import { describe, expect, it } from 'vitest';
import { linksetProblems } from './linkset.ts';

const target = {
  href: 'https://example.org/oil',
  title: 'Oil',
  type: 'text/html',
  hreflang: ['zh-Hans', 'und'],
};
const withContext = (context: object) => ({ linkset: [context] });
const problems = (document: unknown) =>
  linksetProblems(document).map(({ pointer, problem }) => [pointer, problem]);

describe('a linkset', () => {
  it('is accepted with registered relations, URI relations, and any language tag', () => {
    const context = {
      anchor: 'https://example.org/01/1',
      next: [target],
      'https://gs1.org/voc/pip': [target],
    };
    expect(problems(withContext(context))).toEqual([]);
  });

  it('may begin with a context that holds metadata only', () => {
    expect(problems({ linkset: [{ creatorName: 'somebody' }] })).toEqual([]);
  });

  it('is refused without a linkset array', () => {
    expect(problems({})).toEqual([['/linkset', 'linksetMissing']]);
    expect(problems([])).toEqual([['', 'notAnObject']]);
  });

  it('is refused when a target has no href, by its place', () => {
    const context = { anchor: 'https://example.org/', prev: [{ hrefkkkkk: 'x', title: 't' }] };
    expect(problems(withContext(context))).toEqual([['/linkset/0/prev/0/href', 'hrefMissing']]);
  });

  it('tells everything that is wrong, not the first', () => {
    const context = {
      'https://gs1.org/voc/pip': { href: 'x' },
      next: [{ href: 'a b', hreflang: 'en', type: 'html' }],
    };
    expect(problems(withContext(context))).toEqual([
      ['/linkset/0/anchor', 'anchorMissing'],
      ['/linkset/0/https:~1~1gs1.org~1voc~1pip', 'targetsNotAnArray'],
      ['/linkset/0/next/0/href', 'hrefNotAUri'],
      ['/linkset/0/next/0/type', 'attributeOfWrongType'],
      ['/linkset/0/next/0/hreflang', 'attributeOfWrongType'],
    ]);
  });
});
