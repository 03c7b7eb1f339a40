/** What other rooms may ask of schemes, marks and quotas. */

export { certificatesAmong } from './certificate/certificate-views.ts';
export { certificateFonts } from './certificate/fonts.ts';
export { schemesFollowMerge } from './follow-merge-store.ts';
export type { PublicNotice } from './notice/notice-views.ts';
export { kilograms } from './quota/kilograms.ts';
export { listSchemes, type SchemeLine } from './scheme/scheme-views.ts';
