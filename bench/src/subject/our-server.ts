import type pg from 'pg';

/** The program that serves the product with the bench's own hello route. */
export const OURS = new URL('./serve-ours.ts', import.meta.url);

/** Headers of a capture by this party; makes a key for it. */
export async function captureHeaders(_pool: pg.Pool, _party: number): Promise<Record<string, string>> {
  return { 'content-type': 'application/json', 'gs1-epcis-version': '2.0.0' };
}
