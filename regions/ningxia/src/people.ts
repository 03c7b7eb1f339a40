import type { Random } from './random.ts';

const SURNAMES = ['马', '王', '李', '杨', '张', '丁', '哈', '白', '周', '田'] as const;
const LAST = ['明', '花', '军', '芳', '龙', '兰', '强', '英', '山', '梅'] as const;

/** 操作人 with the middle of the name masked, as it may be shown to strangers (个人信息保护法 第六条). */
export function maskedName(random: Random): string {
  return `${random.pick(SURNAMES)}*${random.pick(LAST)}`;
}
