import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { openDatabase } from '../../kernel/db/database.ts';
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { walkFrom } from './scan-walk.ts';
import { KnownRecords } from './known-records.ts';
import { buildScanPage } from './scan-page.ts';
import { printScanShell } from '@pinxin/site/scan-page';
import { wordingOf } from '@pinxin/site/wording';
const { url, cases } = JSON.parse(readFileSync('/tmp/sb/bed.json', 'utf8'));
const db = openDatabase(url, 4, () => {});
const known = new KnownRecords(db); const memory = await known.upTo((await db.pool.query('select seq from journal_head')).rows[0].seq);
const now = new Date('2026-11-23T23:00:00Z');
const words = wordingOf('zh-CN', {});
const hash = createHash('sha256');
let turn = 0; const N = 600;
for (let r = 0; r < 10; r++) {
  const codes = []; for (let i = 0; i < N; i++) { const c = readLinkPath(cases[(turn++ * 7919) % cases.length]); if (!c.ok) throw 1; codes.push(c.value); }
  let t = process.cpuUsage(); const u = () => { const d = process.cpuUsage(t); t = process.cpuUsage(); return (d.user + d.system) / (N * 1000); };
  const all: any[] = []; for (let i = 0; i < N; i += 32) all.push(...await Promise.all(codes.slice(i, i + 32).map(async code => ({ code, rows: await walkFrom(db, memory, code) }))));
  const w = u(); const views = all.map(({ code, rows }) => buildScanPage(code, rows, now)); const b = u();
  let bytes = 0; const pages = views.map(v => printScanShell(v, { words, isDemo: false, here: v.path, languageChosen: false })); const p = u(); for (const s of pages) bytes += s.length;
  if (r === 0) for (const s of pages) hash.update(s.replace(/[0-9a-f]{64}/g, 'H'));
  console.log(`walk ${w.toFixed(3)} build ${b.toFixed(3)} print ${p.toFixed(3)} ms, ${bytes / N} chars`);
}
console.log('pages digest', hash.digest('hex').slice(0, 16));
await db.close();
