import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { openDatabase } from '../../kernel/db/database.ts';
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { walkFrom } from './scan-walk.ts';
import { KnownRecords } from './known-records.ts';
import { scanRowsByQuery } from './testing/scan-oracle.ts';
import { buildScanPage } from './scan-page.ts';
const url = process.argv[2] ?? JSON.parse(readFileSync('/tmp/sb/bed.json', 'utf8')).url;
const db = openDatabase(url, 4, () => {});
const { rows: lots } = await db.pool.query(`select uri from lot where uri like 'https://id.gs1.org/0%' order by random() limit ${process.argv[3] ?? 150}`);
const known = new KnownRecords(db); const memory = await known.upTo((await db.pool.query('select seq from journal_head')).rows[0].seq);
let same = 0, viewSame = 0, big = 0; const now = new Date();
const s = (l: any[]) => JSON.stringify(l.map(x => JSON.stringify(x)).sort());
for (const { uri } of lots) { const c = readLinkPath(new URL(uri).pathname); if (!c.ok) { console.log('skip', uri); continue; }
  const [a, b] = [await walkFrom(db, memory, c.value), await scanRowsByQuery(db, c.value)];
  const keys: (keyof typeof a)[] = ['nodes', 'links']; const diffs = keys.filter(k => s((a as any)[k].map((x: any) => Object.entries(x).sort())) !== s((b as any)[k].map((x: any) => Object.entries(x).sort())));
  if (a.events.map(e => e.id).join() !== b.events.map(e => e.id).join()) diffs.push('events');
  const parts = (r: typeof a) => s([...r.partsOf.values()].flat().map(p => [p.event, p.lot, p.uri, p.role, p.quantity, p.unit])); if (parts(a) !== parts(b)) diffs.push('partsOf');
  if (a.records !== b.records) diffs.push('records');
  if (b.nodes.length >= 60) big++;
  if (diffs.length === 0) same++; else console.log(uri, diffs.join(), a.nodes.length, b.nodes.length, a.events.length, b.events.length);
  for (const r of [a, b]) { (r.nodes as any).sort((x: any, y: any) => x.depth - y.depth || x.lot - y.lot); for (const [k, l] of r.partsOf) (r.partsOf as any).set(k, [...l].sort((x, y) => x.role - y.role || x.lot - y.lot)); }
  const [va, vb] = [buildScanPage(c.value, a, now), buildScanPage(c.value, b, now)]; if (isDeepStrictEqual(va, vb)) viewSame++; else if (diffs.length === 0) console.log('VIEW', uri, Object.keys(va).filter(k => !isDeepStrictEqual((va as any)[k], (vb as any)[k])).join());
}
console.log('same', same, 'views same', viewSame, 'of', lots.length, 'big', big);
await db.close();
