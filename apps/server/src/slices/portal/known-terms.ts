import type { Database } from '../../kernel/db/database.ts';
import { readTerms } from './reference-views.ts';

/** Words of vocabularies and codes of places by their number. A term never changes once it has one. */
export class KnownTerms {
  readonly #database: Database;
  readonly #uris = new Map<number, string>();

  constructor(database: Database) {
    this.#database = database;
  }

  get size(): number {
    return this.#uris.size;
  }

  /** Makes sure that these are known. */
  async learn(ids: Iterable<number>): Promise<void> {
    const unknown = new Set<number>();
    for (const id of ids) if (!this.#uris.has(id)) unknown.add(id);
    if (unknown.size === 0) return;
    for (const { id, uri } of await readTerms(this.#database, [...unknown])) this.#uris.set(id, uri);
  }

  /** The URI of a term that was learned. */
  uriOf(id: number): string;
  uriOf(id: number | null): string | null;
  uriOf(id: number | null): string | null {
    return id === null ? null : (this.#uris.get(id) ?? null);
  }
}
