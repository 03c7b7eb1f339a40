import type { Pair } from './fields.ts';

/** Sentences of lists, batches and the screens of experts, brands and keys: Chinese, which is the source, then English. */
export const WORK = {
  'batch.chosen': ['已选 {n} 条', '{n} chosen'],
  'batch.clear': ['取消选择', 'Clear'],
  'batch.fits': ['{what}（{n}）', '{what} ({n})'],
  'batch.running': ['正在办理 {done} / {n}', 'Doing {done} of {n}'],
  'batch.stop': ['停止', 'Stop'],
  'batch.stopped': ['已停止：{n} 条没有办理', 'Stopped: {n} not done'],
  'batch.done': ['办成 {ok} 条，未办成 {failed} 条', '{ok} done, {failed} not done'],
  'batch.ok': ['已办成', 'done'],
  'batch.waits': ['等待第二人确认', 'waits for a second person'],
  'batch.report': ['下载结果报告', 'Download the report'],
  'batch.close': ['关闭', 'Close'],
  'batch.applications': [
    '对所选 {n} 份申请逐一办理，每一份的理由都记入办理经过；不符合条件的会列在结果报告里，其余照办。',
    'Each of the {n} applications takes this step, the opinion goes into the history of each; what cannot be done is listed in the report, the rest is done.',
  ],
  'batch.statements': [
    '对所选 {n} 份声明逐一办理：{pages} 的扫码页、查询和公开名录随即更新。',
    'Each of the {n} statements changes: scan pages of {pages}, search and public registers follow at once.',
  ],
  'batch.experts': [
    '所选 {n} 份申请都分派给这些专家；与申请人有任职关系的专家会被拒绝。',
    'These experts score each of the {n} applications; who holds an office at the applicant is refused.',
  ],
  'statement.certificate': ['证书 PDF', 'Certificate (PDF)'],
  'nav.proposals': ['待第二人确认', 'For a second person'],
  'nav.experts': ['评审专家', 'Experts'],
  'nav.keys': ['接口密钥', 'Keys of programs'],
  'proposal.sub': [
    '须两人办理的声明与变更：一人提出，另一人确认后才生效；逾期自动作废。',
    'What needs two persons: one proposes, another confirms, and it is done then; a proposal that waits too long ends by itself.',
  ],
  'proposal.confirm': ['确认办理', 'Confirm'],
  'proposal.decline': ['退回', 'Decline'],
  'proposal.confirmWill': [
    '“{what}”随即生效，记为两人办理；公开页面随之更新。',
    '“{what}” is done at once, in the name of two persons; public pages follow.',
  ],
  'proposal.declineWill': [
    '什么也不办；提出人会看到理由。',
    'Nothing is done; who proposed it sees the reason.',
  ],
  'proposal.own': ['这是你提出的，须由另一人确认。', 'You proposed this: another person confirms it.'],
  'proposal.none': ['没有等待确认的事项', 'Nothing waits for a second person'],
  'proposal.batch': [
    '所选 {n} 项随即生效，记为两人办理；不能办的会列在结果报告里。',
    'The {n} chosen are done at once in the name of two persons; what cannot be done is in the report.',
  ],
} as const satisfies Readonly<Record<string, Pair>>;

/** The name of such a sentence. */
export type WorkKey = keyof typeof WORK;
