/** Topics of the UNTP vocabulary under which our statements fall: end of its URL, name. */
export const TOPICS = {
  product: ['product-safety-standards', 'Product Safety Standards'],
  quality: ['quality-performance', 'Quality Performance'],
  standards: ['standards-adherence', 'Standards Adherence'],
  substances: ['substance-control', 'Substance Control'],
} as const;
