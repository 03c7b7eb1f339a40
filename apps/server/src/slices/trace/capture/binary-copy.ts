import { numericSize, writeNumeric } from './numeric.ts';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** 2000-01-01T00:00:00Z in Unix milliseconds: where PostgreSQL's timestamps begin. */
const POSTGRES_EPOCH = 946_684_800_000;
const FIRST_SIZE = 1 << 16;
/** A buffer that one large document made larger than this is not kept. */
const KEPT_SIZE = 1 << 23;

/**
 * Rows of one table in PostgreSQL's binary COPY form (PostgreSQL manual, COPY, "Binary Format"). Fields are
 * written in column order behind `row(columns)`. The buffer is used again after `clear`.
 */
export class BinaryRows {
  #buffer = Buffer.allocUnsafe(FIRST_SIZE);
  #at = SIGNATURE.copy(this.#buffer);
  #rows = 0;

  /** How many rows were begun. */
  get count(): number {
    return this.#rows;
  }

  row(columns: number): void {
    this.#rows += 1;
    this.#room(2);
    this.#at = this.#buffer.writeInt16BE(columns, this.#at);
  }

  nothing(): void {
    this.#room(4);
    this.#at = this.#buffer.writeInt32BE(-1, this.#at);
  }

  int2(value: number): void {
    this.#room(6);
    this.#at = this.#buffer.writeInt16BE(value, this.#buffer.writeInt32BE(2, this.#at));
  }

  int4(value: number): void {
    this.#room(8);
    this.#at = this.#buffer.writeInt32BE(value, this.#buffer.writeInt32BE(4, this.#at));
  }

  /** A number or, where there is none, null. */
  optionalInt4(value: number | undefined): void {
    if (value === undefined) this.nothing();
    else this.int4(value);
  }

  /** Whole numbers up to 2^53. */
  int8(value: number): void {
    this.#room(12);
    const high = Math.floor(value / 4_294_967_296);
    const at = this.#buffer.writeInt32BE(high, this.#buffer.writeInt32BE(8, this.#at));
    this.#at = this.#buffer.writeUInt32BE(value - high * 4_294_967_296, at);
  }

  /** A timestamptz; `milliseconds` since 1970. */
  instant(milliseconds: number): void {
    this.int8((milliseconds - POSTGRES_EPOCH) * 1000);
  }

  bytes(value: Uint8Array): void {
    this.#room(4 + value.length);
    this.#at = this.#buffer.writeInt32BE(value.length, this.#at);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  text(value: string): void {
    this.#room(4 + 3 * value.length);
    const length = this.#buffer.write(value, this.#at + 4);
    this.#buffer.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  /** A jsonb: version 1, then the text. */
  json(value: unknown): void {
    this.text(`\x01${JSON.stringify(value)}`);
  }

  /** A plain decimal, every digit kept. */
  numeric(value: string): void {
    this.#room(4 + numericSize(value));
    const end = writeNumeric(this.#buffer, this.#at + 4, value);
    this.#buffer.writeInt32BE(end - this.#at - 4, this.#at);
    this.#at = end;
  }

  uuid(value: string): void {
    this.bytes(Buffer.from(value.replaceAll('-', ''), 'hex'));
  }

  /** All rows with header and trailer; valid until `clear` or the next row. */
  finished(): Buffer {
    this.#room(2);
    this.#buffer.writeInt16BE(-1, this.#at);
    return this.#buffer.subarray(0, this.#at + 2);
  }

  clear(): void {
    if (this.#buffer.length > KEPT_SIZE) this.#buffer = Buffer.allocUnsafe(FIRST_SIZE);
    this.#at = SIGNATURE.copy(this.#buffer);
    this.#rows = 0;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}
