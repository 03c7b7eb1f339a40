/** What others may ask of accounts. */
export { personOfToken } from './sessions/person-of-token.ts';
