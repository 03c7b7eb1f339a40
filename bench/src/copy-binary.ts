import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const CHUNK = 1 << 20;
/** 2000-01-01T00:00:00Z in Unix seconds: where PostgreSQL's timestamps begin. */
const POSTGRES_EPOCH = 946_684_800;

/** Writes rows in PostgreSQL's binary COPY form (PostgreSQL manual, COPY, "Binary Format"). */
export class CopyBinary {
  readonly #sink: ReturnType<typeof copyFrom>;
  #buffer = Buffer.allocUnsafe(CHUNK + 65_536);
  #at: number;

  constructor(client: pg.ClientBase, target: string) {
    this.#sink = client.query(copyFrom(`copy ${target} from stdin (format binary)`));
    this.#at = SIGNATURE.copy(this.#buffer);
  }

  row(columns: number): void {
    this.#at = this.#buffer.writeInt16BE(columns, this.#at);
  }

  int2(value: number): void {
    this.#at = this.#buffer.writeInt16BE(value, this.#buffer.writeInt32BE(2, this.#at));
  }

  int4(value: number): void {
    this.#at = this.#buffer.writeInt32BE(value, this.#buffer.writeInt32BE(4, this.#at));
  }

  /** Whole numbers up to 2^53. */
  int8(value: number): void {
    const high = Math.floor(value / 4_294_967_296);
    this.#at = this.#buffer.writeInt32BE(8, this.#at);
    this.#at = this.#buffer.writeInt32BE(high, this.#at);
    this.#at = this.#buffer.writeUInt32BE(value - high * 4_294_967_296, this.#at);
  }

  instant(unixSeconds: number): void {
    this.int8((unixSeconds - POSTGRES_EPOCH) * 1_000_000);
  }

  bytes(value: Uint8Array): void {
    this.#at = this.#buffer.writeInt32BE(value.length, this.#at);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** Texts up to 60 kB. */
  text(value: string): void {
    const length = this.#buffer.write(value, this.#at + 4);
    this.#buffer.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  nothing(): void {
    this.#at = this.#buffer.writeInt32BE(-1, this.#at);
  }

  /** To be awaited now and then between rows: hands full chunks over and waits while the server is busy. */
  breathe(): Promise<void> | undefined {
    return this.#at < CHUNK ? undefined : this.#flush();
  }

  async finish(): Promise<void> {
    this.#at = this.#buffer.writeInt16BE(-1, this.#at);
    const done = once(this.#sink, 'finish');
    this.#sink.end(this.#buffer.subarray(0, this.#at));
    await done;
  }

  async #flush(): Promise<void> {
    const full = this.#buffer.subarray(0, this.#at);
    this.#buffer = Buffer.allocUnsafe(CHUNK + 65_536);
    this.#at = 0;
    if (!this.#sink.write(full)) await once(this.#sink, 'drain');
  }
}
