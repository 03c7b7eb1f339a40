import { readFileSync } from 'node:fs';
import { openDatabase } from '../../kernel/db/database.ts';
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { readScanRows } from './scan-views.ts';
import { buildScanPage } from './scan-page.ts';
import { printScanShell } from '@pinxin/site/scan-page';
import { wordingOf } from '@pinxin/site/wording';
const { url, cases } = JSON.parse(readFileSync('/tmp/sb/bed.json', 'utf8'));
const db = openDatabase(url, 4, () => {});
const all = [];
for (let i = 0; i < 200; i++) { const c = readLinkPath(cases[(i * 7919) % cases.length]); if (!c.ok) throw 1; all.push({ code: c.value, rows: await readScanRows(db, c.value) }); }
const ctx = { words: wordingOf('zh-CN', {}), isDemo: false, here: '/x', languageChosen: false };
const now = new Date();
let avg = { n: 0, e: 0, p: 0 }; for (const { rows } of all) { avg.n += rows.nodes.length; avg.e += rows.events.length; avg.p += rows.parts.length; }
console.log('nodes', avg.n / 200, 'events', avg.e / 200, 'parts', avg.p / 200);
for (let r = 0; r < 8; r++) {
  let t = process.cpuUsage().user; const views = all.map(({ code, rows }) => buildScanPage(code, rows, now)); const b = process.cpuUsage().user - t;
  t = process.cpuUsage().user; let bytes = 0; for (const v of views) bytes += printScanShell(v, ctx).length; const p = process.cpuUsage().user - t;
  t = process.cpuUsage().user; for (const { code } of all) readLinkPath(code.path); const k = process.cpuUsage().user - t;
  console.log(`build ${(b / 200000).toFixed(3)} print ${(p / 200000).toFixed(3)} link ${(k/200000).toFixed(4)} ms, ${bytes / 200} chars, journey ${views[0].journey.all.length}, picture ${views[0].picture.nodes.length}`);
}
await db.close();
