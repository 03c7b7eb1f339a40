import { addDays, localDateOf } from '@pinxin/rules/local-date';
import fc from 'fast-check';
import jsqr from 'jsqr';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../../../../tests/browser/browser.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { changeStatement } from '../../statements/api.ts';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';
import type { CertificateFacts } from './certificate-document.ts';
import { covers } from './font-coverage.ts';
import { certificateFonts, missingGlyphs } from './fonts.ts';
import { drawCertificate, printCertificate } from './print-certificate.ts';

const FACTS: CertificateFacts = {
  ...{
    scheme: '绿色食品',
    schemeEn: 'Green Food',
    outcome: '证书',
    issuer: '演示自治区农业农村部门',
    isDemo: true,
  },
  ...{
    holder: '中宁示范枸杞专业合作社（演示01）',
    uscc: '93640521PDY00014XX',
    subject: '枸杞干果 #link("x")[*]',
  },
  ...{ number: 'GF640521260001', validFrom: '2026-07-25', validTo: '2029-07-24', standing: null },
  legalBasis: '《绿色食品标志管理办法》',
};
const ADDRESS = 'https://pinxin.example/certificates/stm_2m4k9w8xq3v7';

test('the QR code on the rendered page leads to the address that was put in', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 1300 } });
    await page.setContent(drawCertificate(FACTS, ADDRESS));
    const shot = await page.screenshot();
    const pixels = await page.evaluate(async base64 => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const drawing = canvas.getContext('2d')!;
      drawing.drawImage(image, 0, 0);
      const { data, width, height } = drawing.getImageData(0, 0, image.width, image.height);
      // As text: millions of numbers one by one take the browser half a minute to tell.
      const text = Array.from({ length: height }, (_, row) =>
        String.fromCharCode(...data.subarray(row * width * 4, (row + 1) * width * 4)),
      ).join('');
      return { data: btoa(text), width, height };
    }, shot.toString('base64'));
    const read = (jsqr as unknown as typeof jsqr.default)(
      new Uint8ClampedArray(Buffer.from(pixels.data, 'base64')),
      pixels.width,
      pixels.height,
    );
    expect(read?.data).toBe(ADDRESS);
  } finally {
    await browser.close();
  }
}, 120_000);

test('a certificate is a PDF, the same facts give the same bytes, and a mark that does not hold looks otherwise', () => {
  const pdf = printCertificate(FACTS, ADDRESS);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(printCertificate(FACTS, ADDRESS).equals(pdf)).toBe(true);
  expect(printCertificate({ ...FACTS, standing: '已暂停' }, ADDRESS).equals(pdf)).toBe(false);
});

test('what people type is text on the page and never markup', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), typed => {
      expect(printCertificate({ ...FACTS, subject: typed }, ADDRESS).length).toBeGreaterThan(1000);
    }),
    { numRuns: 20 },
  );
});

test('characters that the font lacks are named; common ones and rare county names are there', () => {
  expect(missingGlyphs(['绿色食品（演示）', '鄯善 盱眙 涪陵 GF64052126'])).toEqual([]);
  expect(missingGlyphs(['㐂𠮷堂', '枸杞𠮷'])).toContain('𠮷');
  expect(covers(certificateFonts().coverage, 0x10ffff)).toBe(false);
});

describe('over HTTP', () => {
  let app: SchemesApp;
  beforeAll(async () => {
    app = await schemesApp();
    await app.mandate('agriculture', 'certification');
    await defineScheme(app, 'green-food');
  });
  afterAll(async () => await app.close());
  const REGION = 'agriculture:reviewer';
  const STEPS = ['accept', 'pass', 'pass', 'pass'].map(action => [REGION, action] as const);

  beforeEach(() => app.clock.advance(86_400_000));

  test('a name with a character that no font has is refused by name, and nothing is granted', async () => {
    await app.database.pool.query(`update party set name_zh = '演示𠮷祥公司' where public_id = 'pty_packer'`);
    const id = await applied(app, 'packer:enterpriseManager', 'green-food', STEPS);
    app.clock.advance(10 * 86_400_000);
    await step(app, REGION, id, 'pass');
    const refused = await step(app, 'agriculture:decider', id, 'approve');
    expect([refused.status, refused.body.code]).toEqual([422, 'glyphMissing']);
    expect(refused.body.problems[0].message).toContain('𠮷（U+20BB7）');
    expect((await app.database.pool.query('select 1 from statement')).rows).toEqual([]);
  });

  test('a granted mark has its PDF and tells how it stands', async () => {
    const id = await applied(app, 'coop:enterpriseManager', 'green-food', STEPS);
    app.clock.advance(10 * 86_400_000);
    await step(app, REGION, id, 'pass');
    const { body } = await step(app, 'agriculture:decider', id, 'approve');
    const pdf = await app.as('', 'GET', `/certificates/${body.statement}/certificate.pdf`);
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const stands = await app.as('', 'GET', `/certificates/${body.statement}`);
    expect(stands.body).toMatchObject({
      ...{
        number: body.number,
        holder: { id: 'pty_coop', name: { 'zh-CN': '演示coop' } },
        standing: 'valid',
      },
      issuer: { id: 'pty_agriculture' },
      mandate: { legalBasis: '演示依据', validFrom: '2020-01-01' },
      history: [{ action: 'issue' }],
    });
    app.clock.advance(4 * 366 * 86_400_000);
    expect((await app.as('', 'GET', `/certificates/${body.statement}`)).body.standing).toBe('expired');
    expect((await app.as('', 'GET', '/certificates/stm_none')).status).toBe(404);
  });

  test('as of a day it says what was so on that day, and goes on saying it', async () => {
    const id = await applied(app, 'farm:enterpriseManager', 'green-food', STEPS);
    app.clock.advance(10 * 86_400_000);
    await step(app, REGION, id, 'pass');
    const { statement } = (await step(app, 'agriculture:decider', id, 'approve')).body;
    const day = localDateOf(app.clock.now());
    const asOf = async (on: string) => (await app.as('', 'GET', `/certificates/${statement}?on=${on}`)).body;
    const { today: _first, ...before } = await asOf(day);
    expect(before).toMatchObject({
      standing: 'valid',
      holder: { name: { 'zh-CN': '演**' } },
      isMasked: true,
    });
    expect(before).not.toHaveProperty('uscc');
    expect(await asOf(addDays(day, -1))).toMatchObject({ standing: 'notYet', history: [] });
    app.clock.advance(86_400_000);
    await inTransaction(app.ctx, tx =>
      changeStatement(app.ctx, tx, {
        ...{ actor: 'acc_test', issuer: app.party('agriculture'), statement, to: 'withdraw' },
        ...{ reason: '演示', legalBasis: '办法第二十六条' },
      }),
    );
    const { today: _later, ...after } = await asOf(day);
    expect(after).toEqual(before);
    expect(await asOf(addDays(day, 1))).toMatchObject({
      standing: 'withdrawn',
      history: [{ action: 'issue' }, { action: 'withdraw', legalBasis: '办法第二十六条' }],
    });
    expect((await asOf(addDays(day, 2))).code).toBe('dayToCome');
    expect((await asOf('2026-02-30')).code).toBe('dateWrong');
  });
});
