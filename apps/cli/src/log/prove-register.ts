import { readFile } from 'node:fs/promises';
import { decodeLeaf } from '@pinxin/translog/leaf';
import { formatKey } from '@pinxin/translog/note';
import type { ProvenEntry } from '@pinxin/translog/receipt';
import { checkSnapshotProof, type SnapshotProof } from '@pinxin/translog/snapshot-proof';
import type { Invocation } from '../invocation.ts';
import { CliError, type Words } from '../words.ts';
import { type KnownKeys, keysOf } from './known-key.ts';
import { type LogSource, openLogSource } from './log-source.ts';

type RegisterRecord = readonly [id: string, kind: string, scheme: string | null, status: string];

/**
 * `pinxin log register`: what the public register said of a party at the end of a day, all of it, or that it said
 * nothing; proved by the day's snapshot in the log. From an address, or from a proof that was kept as a file: then with
 * the key that is given, and without any network.
 */
export async function proveRegister({ parsed, terminal }: Invocation): Promise<number> {
  const [, address = '', subject, day] = parsed.positionals;
  const isFile = !/^https?:\/\//.test(address);
  if (!isFile && (subject === undefined || day === undefined)) throw usage();
  const source = openLogSource(address);
  const known = await keysOf(isFile ? NOWHERE : source, parsed.options['log-key']);
  const proof = isFile ? await keptProof(address) : await askedProof(source, subject!, day!);
  const isAsked = (subject ?? proof.subject) === proof.subject && (day ?? proof.day) === proof.day;
  const proved = isAsked ? checked(proof, known) : undefined;
  if (proved === undefined) {
    terminal.print(`✗ ${terminal.pick(NOT_PROVED)}`);
    terminal.result({ ok: false, day: proof.day, subject: proof.subject });
    return 1;
  }
  const records = JSON.parse(proof.records ?? '[]') as readonly RegisterRecord[];
  const loggedAt = decodeLeaf(Buffer.from(proof.leaf, 'base64'))!.at.toISOString();
  terminal.say(headline(proof, records.length));
  for (const record of records) terminal.print(`  ${record.map(part => part ?? '—').join('  ')}`);
  terminal.say(howKnown(proved, loggedAt, known));
  terminal.result({
    ...{ ok: true, kind: proved.kind, day: proof.day, subject: proof.subject, records, index: proved.index },
    ...{ log: proved.checkpoint.origin, loggedAt, keyIsGiven: known.isGiven },
    key: known.keys.filter(({ name }) => name === proved.checkpoint.origin).map(formatKey)[0],
  });
  return 0;
}

const NOWHERE: LogSource = { read: async () => undefined };

const NOT_PROVED: Words = {
  zh: '没有证明任何事：证明与日志、日期或主体对不上，或被改过。',
  en: 'nothing is proved: the proof does not fit the log, the day or the party, or was changed.',
};

function usage(): CliError {
  return new CliError(
    'usage',
    {
      zh: '用法：pinxin log register <网址> <主体编号> <日期>，或 pinxin log register <保存的证明文件> --log-key <公钥>',
      en: 'Usage: pinxin log register <url> <party> <day>, or pinxin log register <kept proof> --log-key <key>',
    },
    2,
  );
}

/** A proof of another make than ours proves nothing, whatever it is. */
function checked(proof: SnapshotProof, { keys }: KnownKeys) {
  try {
    return checkSnapshotProof(proof, keys);
  } catch {
    return undefined;
  }
}

async function askedProof(source: LogSource, subject: string, day: string): Promise<SnapshotProof> {
  const bytes = await source.read(`snapshots/${encodeURIComponent(day)}/${encodeURIComponent(subject)}`);
  if (bytes !== undefined) return JSON.parse(Buffer.from(bytes).toString('utf8')) as SnapshotProof;
  throw new CliError('noSnapshot', {
    zh: `这个日志没有 ${day} 的登记快照：当天的快照次日才有，保存期满后销毁。什么也没有证明。`,
    en: `The log has no snapshot of ${day}: it is taken the day after, and destroyed when its time is over. Nothing was proved.`,
  });
}

async function keptProof(file: string): Promise<SnapshotProof> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as SnapshotProof;
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new CliError('proofUnreadable', {
      zh: `读不懂证明文件 ${file}：${reason}`,
      en: `The proof ${file} cannot be read: ${reason}`,
    });
  }
}

function headline({ day, subject, records }: SnapshotProof, count: number): Words {
  if (records === null) {
    return {
      zh: `✓ 已证明：${day} 终了时，登记簿上没有 ${subject} 的任何公开记录。`,
      en: `✓ Proved: at the end of ${day} the public register said nothing of ${subject}.`,
    };
  }
  return {
    zh: `✓ 已证明：${day} 终了时，登记簿上 ${subject} 的公开记录是下面 ${count} 条，没有别的。`,
    en: `✓ Proved: at the end of ${day} the public register said these ${count} things of ${subject}, and nothing else.`,
  };
}

function howKnown({ index, checkpoint }: ProvenEntry, loggedAt: string, { isGiven }: KnownKeys): Words {
  const own = isGiven
    ? { zh: '', en: '' }
    : {
        zh: ' 日志公钥是日志自己给的：要不依赖它，用 --log-key 给出另外取得的公钥。',
        en: ' The key came from the log itself: to rely on it for nothing, give one that you had otherwise with --log-key.',
      };
  return {
    zh: `当天的快照是日志 ${checkpoint.origin} 第 ${index} 条，${loggedAt} 记入。${own.zh}`,
    en: `The snapshot of the day is leaf ${index} of the log ${checkpoint.origin}, of ${loggedAt}.${own.en}`,
  };
}
