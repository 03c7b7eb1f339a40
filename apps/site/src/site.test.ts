import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from './html.ts';
import { chooseLanguage, LANGUAGES } from './language.ts';
import { catalogue } from './messages/catalogue.ts';
import { printScanPage } from './scan-page.ts';
import { STYLE_SETS, type StyleSet, styleOf } from './style.ts';
import { everyPage } from './testing/every-page.ts';
import { trustedView } from './testing/sample-views.ts';
import { tokens } from './tokens.ts';
import { groupDigits, wordingOf } from './wording.ts';

describe('the message catalogue', () => {
  const entries = Object.entries(catalogue);

  it.each(LANGUAGES)('has words for every key in %s', language => {
    expect(entries.filter(([, message]) => message[language].trim() === '').map(([key]) => key)).toEqual([]);
  });

  it('names the same figures in every language', () => {
    const places = (text: string) =>
      [...text.matchAll(/\{(\w+)\}/g)]
        .map(match => match[1]!)
        .sort()
        .join();
    expect(
      entries.filter(([, { 'zh-CN': zh, en }]) => places(zh) !== places(en)).map(([key]) => key),
    ).toEqual([]);
  });

  it('has no Chinese left in English, the language switch aside', () => {
    expect(
      entries.filter(([key, { en }]) => /[一-鿿]/.test(en) && key !== 'site.other').map(([key]) => key),
    ).toEqual([]);
  });
});

describe('html', () => {
  it('escapes whatever is put into it', () => {
    expect(html`<b title="${'"><script>'}">${"<i>'&"}</b>`.markup).toBe(
      '<b title="&quot;&gt;&lt;script&gt;">&lt;i&gt;&#39;&amp;</b>',
    );
  });

  it('prints markup as it is, joins lists, and prints nothing for nothing', () => {
    const name = html`<i>${'x'}</i>`;
    expect(html`${name}${[name, name]}${undefined}${null}${false}${0}`.markup).toBe(
      '<i>x</i><i>x</i><i>x</i>0',
    );
  });

  it('keeps hostile data out of every page of a lot', () => {
    const evil = '"><img src=x onerror=alert(1)>';
    const view = JSON.parse(
      JSON.stringify(trustedView).replaceAll('G26A07', JSON.stringify(evil).slice(1, -1)),
    );
    const page = printScanPage(view, {
      words: wordingOf('zh-CN'),
      isDemo: true,
      here: evil,
      languageChosen: false,
    });
    expect(page).not.toContain('<img');
    expect(page).toContain(escapeHtml(evil));
  });
});

describe('records that came late', () => {
  const words = wordingOf('zh-CN');
  const print = (isDemo: boolean) =>
    printScanPage({ ...trustedView, isDemo }, { words, isDemo, here: '/x', languageChosen: false });
  const badge = words.say('journey.late', { days: 9 });
  const together = words.say('journey.demoLoaded');

  it('are marked step by step', () => {
    expect(print(false)).toContain(badge);
    expect(print(false)).not.toContain(together);
  });

  it('are told once of a demonstration, whose records were loaded together', () => {
    expect(print(true)).not.toContain(badge);
    expect(print(true).split(together)).toHaveLength(2);
  });
});

describe('the style sheet', () => {
  it.each(Object.keys(STYLE_SETS) as StyleSet[])('of set %s stays within 6 kB', name => {
    expect(styleOf(STYLE_SETS[name]).length).toBeLessThanOrEqual(6 * 1024);
  });

  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  it.each([
    ['ink', 'paper'],
    ['muted', 'paper'],
    ['muted', 'attentionSoft'],
    ['muted', 'stopSoft'],
    ['muted', 'verifiedSoft'],
    ['action', 'stopSoft'],
    ['action', 'card'],
    ['brand', 'paper'],
    ['verified', 'verifiedSoft'],
    ['stop', 'stopSoft'],
    ['unknown', 'unknownSoft'],
  ] as const)('sets %s on %s with a contrast of 4.5 or more', (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(LANGUAGES)('every page in %s', language => {
  it.each([...everyPage(language)])('%s fits 50 kB and asks nobody else for anything', (_name, page) => {
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(50_000);
    // The two scripts there are: for passkeys, and to check marks on the reader's device. All else works without.
    const plain = page.replaceAll(/<script src="\/(sign-in\/passkey|check)\.js" defer><\/script>/g, '');
    expect(plain).not.toMatch(/<script|<img|@import|url\(|src=/);
    expect(page).not.toMatch(/undefined|\[object|NaN/);
    expect(page).toContain(language === 'en' ? 'Demonstration data' : '演示数据');
  });
});

describe('the language of a page', () => {
  it.each([
    ['en', undefined, 'en'],
    ['fr', 'en', 'en'],
    [undefined, 'fr-FR, en-GB;q=0.7, zh;q=0.3', 'en'],
    [undefined, 'en;q=0.3, zh-Hans-CN', 'zh-CN'],
    [undefined, 'en;q=0', 'zh-CN'],
    [['en'], undefined, 'zh-CN'],
    [undefined, undefined, 'zh-CN'],
  ])('asked %j, accepting %j, is %s', (asked, accept, expected) => {
    expect(chooseLanguage(asked, accept)).toBe(expected);
  });
});

describe('marks', () => {
  it('are named by the number of their certificate, not by an address', () => {
    const words = wordingOf('zh-CN');
    const print = (reference: string) =>
      printScanPage(
        { ...trustedView, marks: [{ ...trustedView.marks[0]!, reference }] },
        { words, isDemo: true, here: '/x', languageChosen: false },
      );
    expect(print('https://id.gs1.org/253/9520013000329ZNGQ26A')).toContain(
      '证书 ZNGQ26A（文件类型 9520013000329）',
    );
    expect(print('https://certs.example/253/9520013000329%ZZ')).toContain(
      'https://certs.example/253/9520013000329%ZZ',
    );
  });
});

describe('figures and dates', () => {
  it('are written as people of the language write them', () => {
    const zh = wordingOf('zh-CN');
    const en = wordingOf('en');
    expect([zh.date('2026-03-08T00:00:00+08:00'), en.date('2026-03-08')]).toEqual([
      '2026年3月8日',
      '8 March 2026',
    ]);
    expect([
      zh.quantity({ value: '1118.50', unit: 'KGM' }),
      en.quantity({ value: '1118.50', unit: 'KGM' }),
    ]).toEqual(['1,118.5 千克', '1,118.5 kg']);
    expect(groupDigits('1234567')).toBe('1,234,567');
    expect(groupDigits('not a number')).toBe('not a number');
  });
});
