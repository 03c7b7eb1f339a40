/** What other rooms may ask of programmes. */
export { headlines } from './pages/progress.ts';
