import type pg from 'pg';

/** Rows for one table, in the form that the command asks for. */
export interface CopyInPart {
  /** `copy … from stdin …`; other commands may stand before it, behind a semicolon each. */
  readonly command: string;
  readonly data: Buffer;
}

/** What of a pg connection is used here. */
interface Wire {
  readonly query: (text: string) => void;
  readonly stream: { cork(): void; uncork(): void; write(data: Buffer): boolean };
}

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/**
 * Runs several COPYs in one round trip: all commands in one simple query, all data right behind it. The server
 * reads messages in order, and after an error drops the data that is left (PostgreSQL manual, "Message Flow",
 * COPY operations). pg-copy-streams needs two round trips for each table.
 *
 * The data's bytes must not change before the promise is settled.
 */
export function copyIn(client: pg.ClientBase, parts: readonly CopyInPart[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(parts, error => (error === undefined ? resolve() : reject(error))) as never);
  });
}

/** Speaks to pg's client as one of its queries. */
class CopyIn {
  /** pg replaces it to watch for time-outs. */
  callback = (): void => {};
  readonly #parts: readonly CopyInPart[];
  readonly #settle: (error?: Error) => void;
  #error: Error | undefined;

  constructor(parts: readonly CopyInPart[], settle: (error?: Error) => void) {
    this.#parts = parts;
    this.#settle = settle;
  }

  submit(connection: Wire): void {
    const { stream } = connection;
    stream.cork();
    connection.query(this.#parts.map(({ command }) => command).join(';'));
    for (const { data } of this.#parts) {
      const head = Buffer.allocUnsafe(5);
      head[0] = COPY_DATA;
      head.writeInt32BE(data.length + 4, 1);
      stream.write(head);
      stream.write(data);
      stream.write(COPY_DONE);
    }
    stream.uncork();
  }

  handleCopyInResponse(): void {}
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}

  handleError(error: Error): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#settle(error);
    this.callback();
  }

  handleReadyForQuery(): void {
    if (this.#error !== undefined) return;
    this.#settle();
    this.callback();
  }
}
