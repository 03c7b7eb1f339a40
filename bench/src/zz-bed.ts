import { startDatabaseServer } from './database-server.ts';
import { withChain } from './chain/chain-bed.ts';
import { writeFileSync } from 'node:fs';
import { lotUri } from './chain/lot-uri.ts';
const server = await startDatabaseServer();
let end: () => void = () => {};
process.once('SIGTERM', () => end());
await withChain(server, 'chain_x', Number(process.argv[2]), async bed => {
  const cases: string[] = [];
  for (const { level, first, count } of bed.chain.runs) if (level === 'case') for (let id = first; id < first + count; id++) cases.push(new URL(lotUri('case', id)).pathname);
  writeFileSync('/tmp/sb/bed.json', JSON.stringify({ url: bed.url, folder: bed.folder, cases }));
  console.log('ready', bed.url, cases.length);
  await new Promise<void>(done => { end = done; });
});
await server.stop();
