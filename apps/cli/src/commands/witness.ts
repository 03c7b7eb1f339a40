import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parseKeys } from '@pinxin/translog/chain';
import { formatKey, publicBytes, SIGNATURE, type VerifierKey, verifierKey } from '@pinxin/translog/note';
import type { Run } from '../invocation.ts';
import { openSeenFile } from '../witness/seen-file.ts';
import { witnessServer } from '../witness/witness-server.ts';
import { CliError } from '../words.ts';

/** `pinxin witness <folder>`: somebody else's process with a key of its own, who signs that a log only ever grew. */
export const runWitness: Run = async ({ parsed, terminal }) => {
  const folder = resolve(parsed.positionals[0]!);
  const { name = 'witness.invalid', port = '0', host = '127.0.0.1' } = parsed.options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = keyIn(join(folder, 'key.pem'));
  const own = formatKey(verifierKey(name, SIGNATURE.cosignature, publicBytes(key)));
  const server = witnessServer({
    ...{ name, key, logs: knownLogs(join(folder, 'logs')), now: () => new Date() },
    seen: openSeenFile(join(folder, 'seen.json')),
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(Number(port), host, done);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  terminal.say({ zh: `见证人 ${own}\n地址 ${url}`, en: `Witness ${own}\nAddress ${url}` });
  terminal.result({ ok: true, key: own, url });
  await new Promise<void>(done => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  server.closeAllConnections();
  await new Promise(done => server.close(done));
  return 0;
};

function keyIn(path: string): KeyObject {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  }
  return createPrivateKey(readFileSync(path));
}

/** The logs that are witnessed: one key a line in the file `logs`. While somebody edits it, what it last said holds. */
function knownLogs(path: string): () => readonly VerifierKey[] {
  const read = () => (existsSync(path) ? parseKeys(readFileSync(path, 'utf8')) : undefined);
  let known = read() ?? noKeys(path);
  return () => {
    known = read() ?? known;
    return known;
  };
}

function noKeys(path: string): never {
  throw new CliError('noLogKey', {
    zh: `${path} 里每行应是一个日志的公钥（网站的 /log/keys，年底前加上 /log/next-key）。`,
    en: `${path} should hold the key of a log on each line (/log/keys of its site, and /log/next-key before the year ends).`,
  });
}
