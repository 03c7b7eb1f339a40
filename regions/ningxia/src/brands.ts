/** 品牌 of the demo: an invented owner's name for goods. */
export interface BrandSeed {
  /** Key of the party that owns it. */
  readonly owner: string;
  readonly kind: 'regional' | 'enterprise';
  readonly nameZh: string;
  readonly nameEn: string;
  readonly category: string;
  /** County or city that a regional brand is of. */
  readonly division: string;
}

/** Two regional brands (区域公用品牌) and one of a packer's own. The owners are invented, the area codes are not. */
export const demoBrands: readonly BrandSeed[] = [
  {
    ...{ owner: 'association-1', kind: 'regional', category: '枸杞' },
    ...{ nameZh: '中宁枸杞（演示）', nameEn: 'Zhongning wolfberry (demo)', division: '640521' },
  },
  {
    ...{ owner: 'authority-2', kind: 'regional', category: '滩羊' },
    ...{ nameZh: '盐池滩羊（演示）', nameEn: 'Yanchi Tan sheep (demo)', division: '640323' },
  },
  {
    ...{ owner: 'packer-1', kind: 'enterprise', category: '枸杞' },
    ...{ nameZh: '示范红', nameEn: 'Model Red', division: '640521' },
  },
];
