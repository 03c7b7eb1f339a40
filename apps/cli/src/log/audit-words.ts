import type { AuditCode } from '@pinxin/translog/audit';
import type { LogsReport } from '@pinxin/translog/audit-logs';
import { toBase64 } from '@pinxin/translog/base64';
import { formatKey } from '@pinxin/translog/note';
import type { Terminal } from '../terminal.ts';
import type { Words } from '../words.ts';

/** What an audit can find, in plain words. */
export const FINDINGS: Readonly<Record<AuditCode, Words>> = {
  checkpointMissing: { zh: '没有检查点：这里没有日志', en: 'no checkpoint: there is no log here' },
  checkpointUnsigned: {
    zh: '检查点不是这把密钥签的，或被改过',
    en: 'the checkpoint was not signed by this key, or was changed',
  },
  tileMissing: { zh: '缺一块哈希', en: 'a tile of hashes is missing' },
  tileWrong: { zh: '这块哈希与条目算出来的不同', en: 'this tile is not what its entries give' },
  entriesMissing: { zh: '缺一块条目', en: 'a bundle of entries is missing' },
  entriesMalformed: { zh: '这块条目读不懂', en: 'this bundle of entries is not understood' },
  leafMalformed: { zh: '这个条目的格式不对', en: 'this leaf has another form than it must' },
  previousWrong: {
    zh: '条目没有指向同一记录的上一条',
    en: 'the leaf does not point at the leaf before of its record',
  },
  subjectNumberWrong: {
    zh: '同一主体的条目编号有缺口或重复',
    en: "the numbers of a subject's leaves have a gap or come twice",
  },
  rootWrong: {
    zh: '全部条目算出的根与签过名的根不同',
    en: 'the root of all entries is not the one that was signed',
  },
  earlierUnsigned: {
    zh: '保存的旧检查点不是这把密钥签的，或被改过',
    en: 'the checkpoint that was kept was not signed by this key, or was changed',
  },
  smallerThanEarlier: {
    zh: '日志比以前小了：有条目被拿掉',
    en: 'the log is smaller than before: leaves were taken out',
  },
  notGrownFromEarlier: {
    zh: '日志不是从以前的样子长出来的：历史被改写过',
    en: 'the log did not grow from what it was: its history was rewritten',
  },
  beginningWrong: {
    zh: '这本日志不是从上一本封存时的样子开始的',
    en: 'the log does not begin where the one before it ended',
  },
  formerMissing: {
    zh: '它前面还有一本日志，这里没有给出',
    en: 'there was a log before it, which is not shown here',
  },
  closingWrong: {
    zh: '它没有封存，或者封存时指名的不是接下去的这一本',
    en: 'it was not closed, or when it was closed another log was named than the one that follows here',
  },
  successorMissing: {
    zh: '它已经封存，接下去的那一本这里没有给出',
    en: 'it is closed, and the log that follows it is not shown here',
  },
  grownAfterClosing: {
    zh: '封存之后又签了新的条目',
    en: 'leaves were signed after the log was closed',
  },
};

/** What is told at the end of an audit. */
export interface AuditTold {
  readonly report: LogsReport;
  /** The key came from the person who audits and not from the log itself. */
  readonly keyIsGiven: boolean;
  readonly quorum: number;
}

/** Says in plain words what was proved, and what no log can prove. */
export function sayWhatWasProved(terminal: Terminal, told: AuditTold): void {
  const { report, keyIsGiven, quorum } = told;
  const lines: Words[] = [];
  if (report.ok) lines.push(...proved(told));
  else {
    lines.push({
      zh: '这个日志有问题。上面每一行都是证据：请保存检查点和这份结果。',
      en: 'Something is wrong with this log. Each line above is evidence: keep the checkpoint and this result.',
    });
  }
  if (report.witnessed.length < quorum) {
    lines.push({
      zh: `✗ 见证不足：需要 ${quorum} 位，只有 ${report.witnessed.length} 位签了名。`,
      en: `✗ Too few witnesses: ${quorum} needed, ${report.witnessed.length} signed.`,
    });
  }
  lines.push({ zh: '没有证明的：', en: 'Not proved:' }, ...notProved(keyIsGiven, report.witnessed.length));
  for (const { key } of report.logs) {
    lines.push({ zh: `日志公钥 ${formatKey(key)}`, en: `Key of the log ${formatKey(key)}` });
  }
  for (const words of lines) terminal.say(words);
}

function proved({ report }: AuditTold): readonly Words[] {
  const { logs, earliest, latest, grownFrom, witnessed } = report;
  const kinds = Object.entries(report.kinds)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
  const span = earliest && latest ? ` ${earliest.toISOString()} – ${latest.toISOString()}` : '';
  return [
    ...logs.map(({ size, root, key, isClosed }) => {
      const name = logs.length > 1 ? `${key.name}` : '';
      const closed = isClosed ? { zh: '（已封存）', en: ' (closed)' } : { zh: '', en: '' };
      const at = root === undefined ? '' : toBase64(root);
      return {
        zh: `证明了：${name}${closed.zh}全部 ${size} 个条目都在签过名的根之下（${at}），一个不多、一个不少、一个没改。`,
        en: `Proved: all ${size} leaves ${name === '' ? '' : `of ${name}${closed.en} `}are under the signed root (${at}); none was added, taken out or changed since it was signed.`,
      };
    }),
    ...(logs.length > 1
      ? [
          {
            zh: `证明了：${logs.length} 本年度日志首尾相接，每一本都从上一本封存时的样子开始。`,
            en: `Proved: the logs of ${logs.length} years follow one another, each beginning where the one before it ended.`,
          },
        ]
      : []),
    {
      zh: `条目互相衔接：同一记录的条目首尾相连，同一主体的编号没有缺口。${kinds}${span}`,
      en: `The leaves hold together: those of a record are linked, those of a subject are numbered without gaps. ${kinds}${span}`,
    },
    ...(grownFrom === undefined
      ? []
      : [
          {
            zh: `它是从您保存的 ${grownFrom} 条的日志长出来的，那时的条目一个没变。`,
            en: `It grew from the log of ${grownFrom} leaves that you kept: not one of them has changed.`,
          },
        ]),
    ...witnessed.map(({ key, at }) => ({
      zh: `见证：${key.name}${at === undefined ? '' : `，${at.toISOString()}`}`,
      en: `Witnessed by ${key.name}${at === undefined ? '' : ` at ${at.toISOString()}`}`,
    })),
  ];
}

function notProved(keyIsGiven: boolean, witnesses: number): readonly Words[] {
  return [
    {
      zh: '· 该记的都记了：日志不能证明经营者没有漏记。每天的登记快照可以证明登记簿当天是完整的。',
      en: '· That everything was logged: a log cannot show what its operator left out. The daily snapshot proves the register complete for that day.',
    },
    {
      zh: '· 记录的内容属实：日志只证明谁在什么时候说了什么，没有改口。',
      en: '· That what was said is true: a log proves who said it and when, and that it was not changed.',
    },
    ...(witnesses > 0
      ? []
      : [
          {
            zh: '· 别人看到的是同一个日志：没有独立的见证人签名，经营者可能给不同的人看不同的日志。',
            en: '· That others see the same log: without an independent witness the operator could show different people different ones.',
          },
        ]),
    ...(keyIsGiven
      ? []
      : [
          {
            zh: '· 公钥是日志自己给的：请从别处（公告、报纸、见证人）取得公钥，用 --log-key 给出。',
            en: '· The key came from the log itself: get it from elsewhere (a gazette, a witness) and give it with --log-key.',
          },
        ]),
  ];
}
