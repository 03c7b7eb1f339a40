/** A statement and the values of its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Collects parameter values while a text is built. */
export class Sql {
  readonly #values: unknown[] = [];

  value(value: unknown): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }

  statement(text: string): Statement {
    return { text, values: this.#values };
  }
}
