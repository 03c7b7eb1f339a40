import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, DEMO_PRODUCER } from '../connection.ts';
import type { Run } from '../invocation.ts';

/** Where the export goes on; beside its parts, so that one that was broken off goes on where it stopped. */
const PLACE = 'export.next';

/**
 * `pinxin export`: all events that a key may see, as EPCIS documents of up to 10,000 events in a folder. Run again it
 * goes on, and later it adds what came since. `pinxin capture folder/*` takes them all back.
 */
export const runExport: Run = async ({ parsed, terminal, environment }) => {
  const [folder = '.'] = parsed.positionals;
  const isXml = parsed.options.format === 'xml';
  const client = connect(parsed, terminal, environment, DEMO_PRODUCER);
  mkdirSync(folder, { recursive: true });
  const place = join(folder, PLACE);
  let path = existsSync(place) ? readFileSync(place, 'utf8').trim() : '/exports/events';
  let part = readdirSync(folder).filter(name => /^events-\d{6}\.(?:json|xml)$/.test(name)).length;
  let [events, files] = [0, 0];
  for (;;) {
    const answer = await client.send('GET', path, {
      headers: { accept: isXml ? 'application/xml' : 'application/json' },
    });
    const count = Number(answer.headers.get('pinxin-events') ?? 0);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    const behind = answer.headers.get('pinxin-behind');
    if (count > 0) {
      part += 1;
      files += 1;
      events += count;
      writeWhole(join(folder, `events-${String(part).padStart(6, '0')}.${isXml ? 'xml' : 'json'}`), bytes);
      if (behind !== null) writeWhole(place, behind);
    }
    terminal.progress(events, events + (next === undefined ? 0 : 1), { zh: '导出', en: 'exporting' });
    if (next === undefined) break;
    path = next;
  }
  terminal.settle();
  terminal.print(
    terminal.language === 'zh'
      ? `导出 ${events} 个事件，${files} 个文件：${folder}`
      : `${events} events in ${files} files: ${folder}`,
  );
  terminal.result({ ok: true, events, files, folder });
  return 0;
};

/** Under its name only when it is whole. */
function writeWhole(file: string, content: Uint8Array | string): void {
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}
