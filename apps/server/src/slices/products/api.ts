/** What other rooms may ask of the register of products. */
export { productsFollowMerge } from './store.ts';
