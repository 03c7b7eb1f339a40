import { readPlan } from '@pinxin/plantext/read-plan';
import type { Figure } from '../figure.ts';
import type { Options } from '../options.ts';
import { spreadOf, timed } from '../rounds.ts';

/** Text read in one round: enough that a round takes a second or so. */
const ROUND_BYTES = 5_000_000;

/** How much text of plans is read in a second, in this process. Nothing to compare with: there is no baseline. */
export async function measurePlanText(options: Options): Promise<Figure[]> {
  const text = inventedPlan();
  const bytes = Buffer.byteLength(text);
  const { targets, tasks } = readPlan(text);
  if (targets.length !== 40 || tasks.length !== 60)
    throw new Error(`read ${targets.length} targets and ${tasks.length} tasks of 40 and 60`);
  const times = Math.ceil(ROUND_BYTES / bytes);
  const round = () =>
    timed(() => {
      for (let time = 0; time < times; time++) readPlan(text);
    });
  await round();
  const rates: number[] = [];
  for (let at = 0; at < options.rounds; at++) rates.push((times * bytes) / 1e3 / (await round()));
  const ours = spreadOf(rates);
  return [
    {
      ...{ bench: 'plantext', name: 'a plan’s text read', size: null, unit: 'MB/s', ours },
      value: ours.median,
      bar: { kind: 'atLeast', value: 5 },
      note: `UTF-8; ${(bytes / 1000).toFixed(0)} kB a plan, 40 targets, 60 tasks`,
    },
  ];
}

/** A plan of invented words, about as dense in targets and authorities as real ones are. */
function inventedPlan(): string {
  const lines = ['云溪市茶产业行动方案', '一、主要目标', '到2027年，品牌基础进一步夯实，产业效益明显提升。'];
  for (let at = 1; at <= 20; at++)
    lines.push(
      `${at}．第${at}片茶区。有机茶园达到${at}.5万亩以上，标准化水平不断提高，培育${at + 10}家龙头企业。`,
    );
  lines.push('二、重点任务');
  for (let at = 1; at <= 60; at++) {
    lines.push(
      `${at}．夯实第${at}项基础。围绕茶叶生产、加工、流通各环节，完善质量标准，健全检验检测体系，引导茶农和合作社按标准种植、按规程用药。制定《云溪茶标准》，建设茶叶质量追溯平台，支持茶企改造提升加工设备，推动线上线下融合发展，办好春茶开采和斗茶活动，让茶农更多分享产业增值收益。（牵头部门：市市场监管局，配合部门：市农业农村局、科技局、各县（市、区）人民政府）`,
    );
  }
  return lines.join('\n');
}
