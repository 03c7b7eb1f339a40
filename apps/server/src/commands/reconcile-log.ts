import type { Config } from '../config.ts';
import { silentLog } from '../kernel/log.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { logFiles } from '../kernel/transparency/log-files.ts';
import { logFolder } from '../kernel/transparency/open-log.ts';
import { readPublicLog } from '../kernel/transparency/public-log.ts';
import { type Reconciled, reconcileLog } from '../kernel/transparency/reconcile.ts';
import { type Outcome, withStore } from './one-shot.ts';
import { processContext } from './process-context.ts';

/** `reconcile <url or folder>`: brings a restored log together with what the public has seen of it. */
export async function reconcileCommand(config: Config, source: string | undefined): Promise<Outcome> {
  if (source === undefined) {
    throw new OperatorError(
      'usage',
      '请写明公开的日志在哪里：reconcile <网址或文件夹>。',
      'Say where the public log is: reconcile <url or folder>.',
    );
  }
  const outcome = await withStore(config, true, store =>
    reconcileLog(
      processContext(config, store, silentLog),
      logFiles(logFolder(config.data)),
      readPublicLog(source),
    ),
  );
  const ok = outcome.kind === 'reconciled';
  return { ok, ...words(outcome), facts: { ...outcome } };
}

function words(outcome: Reconciled): { readonly zh: string; readonly en: string } {
  switch (outcome.kind) {
    case 'reconciled':
      return {
        zh: `已对账：日志共 ${outcome.size} 条，其中 ${outcome.recovered} 条是从公开的日志补回来的${outcome.turned > 0 ? '；备份之后年度日志已经交接，旧的一本在这里也已封存' : ''}。可以继续签名。`,
        en: `Reconciled: the log has ${outcome.size} leaves, ${outcome.recovered} of them taken back from the public log${outcome.turned > 0 ? '; the log of the year was closed after the backup, and is closed here now too' : ''}. Signing goes on.`,
      };
    case 'keyLost':
      return {
        zh: '公开的日志在这份备份之后又换过不止一次年度密钥，备份里没有现在这把。请恢复更近的备份。什么也没有改动。',
        en: 'Since this backup the public log has gone on under a key that the backup does not hold (a backup holds the keys of this log and of the next one). Restore a later backup. Nothing was changed.',
      };
    case 'noLog':
      return {
        zh: '数据库里还没有日志，没有可对账的。',
        en: 'The database has no log yet: nothing to reconcile.',
      };
    case 'publicUnreadable':
      return {
        zh: '那里没有这个日志签过名的检查点。请检查地址；可以用镜像、旧机器的 log 文件夹，或仍在运行的网站。什么也没有改动。',
        en: 'There is no checkpoint signed by this log. Check the address: a mirror, the log folder of the old machine, or the site that still runs. Nothing was changed.',
      };
    case 'publicBroken':
      return {
        zh: '公开的日志自己就核对不上（用 pinxin log audit 看哪里）。请换一份副本。什么也没有改动。',
        en: 'The public log does not hold together itself (pinxin log audit tells where). Take another copy. Nothing was changed.',
      };
    case 'twoHistories':
      return {
        zh: '数据库里的日志和公开的日志是两段不同的历史。绝不能接着签名：请保存两者，并公开说明。什么也没有改动。',
        en: 'The log of the database and the public one are two different histories. Nothing may be signed from here: keep both, and say so in public. Nothing was changed.',
      };
  }
}
