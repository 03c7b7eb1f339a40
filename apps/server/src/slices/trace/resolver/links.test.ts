import { linksetProblems } from '@pinxin/contract/linkset';
import { describe, expect, it } from 'vitest';
import { chooseLink, type LinkRequest, linksetOf, linksOf, preferredType } from './links.ts';
import { readLinkPath } from './named-code.ts';

const BASE = 'https://trace.example';
const read = readLinkPath('/01/09521234000013/10/A1');
if (!read.ok) throw new Error('the sample is a code');
const code = read.value;
const links = linksOf(code, BASE);
const ask = (more: Partial<LinkRequest>) =>
  chooseLink(links, { linkType: undefined, as: undefined, accept: 'text/html', language: 'zh-CN', ...more });

describe('what a request wants', () => {
  it('is the page for people and the data for machines', () => {
    expect(ask({})).toEqual({ kind: 'page' });
    expect(ask({ accept: 'application/json' })).toEqual({ kind: 'data' });
    expect(ask({ accept: 'application/linkset+json' })).toEqual({ kind: 'linkset' });
    expect(ask({ accept: undefined })).toEqual({ kind: 'page' });
  });

  it('is every link when the link type says so, whatever the media type', () => {
    expect(ask({ linkType: 'linkset' })).toEqual({ kind: 'linkset' });
    expect(ask({ linkType: 'all' })).toEqual({ kind: 'linkset' });
  });

  it('is one link by its type, in the reader’s language', () => {
    expect(ask({ linkType: 'gs1:pip', language: 'en' })).toMatchObject({
      kind: 'redirect',
      link: { href: `${BASE}/01/09521234000013/10/A1?lang=en` },
    });
    expect(ask({ linkType: 'https://gs1.org/voc/traceability' })).toMatchObject({
      link: { href: `${BASE}/lineage/01/09521234000013/10/A1?lang=zh-CN` },
    });
  });

  it('prefers the media type over the language', () => {
    expect(ask({ linkType: 'gs1:recallStatus', accept: 'application/json' })).toMatchObject({
      link: { mediaType: 'application/json' },
    });
  });

  it('is nothing when there is no such link', () => {
    expect(ask({ linkType: 'gs1:recipeInfo' })).toEqual({ kind: 'noSuchLink', linkType: 'gs1:recipeInfo' });
  });

  it('weighs media types as the reader does', () => {
    expect(preferredType('application/json;q=0.5, text/html')).toBe('text/html');
    expect(preferredType('text/html;q=0.5, application/linkset+json')).toBe('application/linkset+json');
    expect(preferredType('image/png')).toBe('text/html');
  });
});

describe('the linkset of a code', () => {
  const marks = [
    { id: 'stm_1', status: 'valid', number: 'LB-1' },
    { id: 'stm_2', status: 'withdrawn', number: 'LB-2' },
  ];
  const view = {
    label: 'A1',
    code: code.text,
    registered: marks,
    product: { name: { 'zh-CN': '枸杞干果' } },
  };
  const linkset = linksetOf(code, view as unknown as Parameters<typeof linksetOf>[1], BASE);

  it('names the passport, and the credentials of marks that hold', () => {
    const signed = linkset.linkset.flatMap(context =>
      ['dpp', 'certificationInfo'].flatMap(type =>
        (context[`https://gs1.org/voc/${type}`] as readonly { href: string; type: string }[]).filter(
          target => target.type === 'application/vc+jwt',
        ),
      ),
    );
    expect(signed.map(({ href }) => href)).toEqual([
      `${BASE}/passports/01/09521234000013/10/A1?as=jwt`,
      `${BASE}/credentials/stm_1`,
    ]);
  });

  it('is a valid linkset with a default link', () => {
    expect(linksetProblems(linkset)).toEqual([]);
    expect(linkset.linkset[0]).toMatchObject({
      anchor: `${BASE}/01/09521234000013/10/A1`,
      itemDescription: '枸杞干果 A1',
      'https://gs1.org/voc/defaultLink': [{ href: `${BASE}/01/09521234000013/10/A1` }],
    });
  });

  it('holds to the stricter published schema: every target has a title, languages are of two letters or xx-YY', () => {
    for (const [relation, targets] of Object.entries(linkset.linkset[0]!)) {
      if (typeof targets === 'string') continue;
      expect(relation).toMatch(/^https?:\/\/[a-zA-Z0-9./]+$/);
      for (const target of targets) {
        expect(target.title).not.toBe('');
        for (const language of target.hreflang ?? []) expect(language).toMatch(/^\w{2}(?:-\w{2})?$/);
      }
    }
  });
});
