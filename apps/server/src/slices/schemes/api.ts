/** What other rooms may ask of schemes. */
export { schemesFollowMerge } from './follow-merge-store.ts';
