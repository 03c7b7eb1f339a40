import { awardSchemes } from './schemes/awards.ts';
import { farmProductSchemes } from './schemes/farm-products.ts';
import type { SchemeSeed } from './schemes/rules.ts';
import { supportSchemes } from './schemes/support.ts';

/** 制度: every register of marks, awards and support that the region's brand programme names. */
export const regionSchemes: readonly SchemeSeed[] = [
  ...farmProductSchemes,
  ...awardSchemes,
  ...supportSchemes,
];
