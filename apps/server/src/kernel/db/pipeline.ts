import type pg from 'pg';

/** One statement of a send. */
export interface Step {
  readonly text: string;
  /** Under this name the connection keeps the statement parsed; the text of a name never changes. */
  readonly name?: string;
  /** Texts and numbers go as text, buffers in PostgreSQL's binary form (`binaryArray`). */
  readonly values?: readonly (string | number | Buffer | null)[];
  /** What a `copy … from stdin` reads. Its bytes must not change before the promise is settled. */
  readonly data?: Buffer;
}

/** Rows of one step, every field in PostgreSQL's text form. */
export type StepRows = readonly (readonly (string | null)[])[];

/**
 * Sends statements in one go and waits once: a round trip costs both sides more than most statements do. They run
 * in order and see one another; outside an open transaction they are one of their own. After an error the server
 * skips all that is left of the send, data included (PostgreSQL manual, "Message Flow", pipelining and COPY).
 *
 * pg's own pipeline mode knows no COPY, and pg-copy-streams needs two round trips for each table.
 */
export function sendTogether(client: pg.ClientBase, steps: readonly Step[]): Promise<readonly StepRows[]> {
  return new Promise((resolve, reject) => {
    client.query(new Pipeline(steps, resolve, reject) as never);
  });
}

/** What of a pg connection is used here. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void; write(data: Buffer): boolean };
  readonly parse: (statement: { readonly name: string; readonly text: string }) => void;
  readonly bind: (bound: { readonly statement: string; readonly values: readonly unknown[] }) => void;
  readonly execute: () => void;
  readonly close: (what: { readonly type: 'S'; readonly name: string }) => void;
  readonly sync: () => void;
}

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const NO_VALUES: readonly never[] = [];

/** Names that a connection holds a parsed statement for. */
const parsed = new WeakMap<Wire, Set<string>>();

/** Speaks to pg's client as one of its queries. */
class Pipeline {
  /** pg replaces it to watch for time-outs. */
  callback = (): void => {};
  readonly #steps: readonly Step[];
  readonly #resolve: (answers: readonly StepRows[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #answers: StepRows[] = [];
  /** Names that are parsed once the whole send went well. */
  readonly #fresh: string[] = [];
  #rows: (readonly (string | null)[])[] = [];
  #known: Set<string> | undefined;
  #failed = false;

  constructor(
    steps: readonly Step[],
    resolve: (answers: readonly StepRows[]) => void,
    reject: (error: Error) => void,
  ) {
    this.#steps = steps;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(wire: Wire): void {
    this.#known = parsed.get(wire) ?? new Set();
    parsed.set(wire, this.#known);
    wire.stream.cork();
    try {
      for (const step of this.#steps) this.#write(wire, step);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
  }

  #write(wire: Wire, { name = '', text, values = NO_VALUES, data }: Step): void {
    if (name === '' || !this.#known?.has(name)) {
      // A send that failed may have parsed it or not; to close what is not there is no error.
      if (name !== '') wire.close({ type: 'S', name });
      wire.parse({ name, text });
      if (name !== '') this.#fresh.push(name);
    }
    wire.bind({
      statement: name,
      values: values.map(value => (typeof value === 'number' ? String(value) : value)),
    });
    wire.execute();
    if (data === undefined) return;
    const head = Buffer.allocUnsafe(5);
    head[0] = COPY_DATA;
    head.writeInt32BE(data.length + 4, 1);
    wire.stream.write(head);
    wire.stream.write(data);
    wire.stream.write(COPY_DONE);
  }

  handleCopyInResponse(): void {}
  handleRowDescription(): void {}

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    this.#answers.push(this.#rows);
    this.#rows = [];
  }

  handleError(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#reject(error);
    this.callback();
  }

  handleReadyForQuery(): void {
    if (this.#failed) return;
    for (const name of this.#fresh) this.#known?.add(name);
    this.#resolve(this.#answers);
    this.callback();
  }
}
