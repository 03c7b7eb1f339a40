import { createHash, hash } from 'node:crypto';

/** What is known of a table's content without the content. */
export interface TableDigest {
  readonly rows: number;
  /** SHA-256 over the table's bytes in the order they stand in the file. */
  readonly sha256: string;
  /** Sum of the SHA-256 of each row, lane by lane: equal for equal rows in whatever order. */
  readonly rowsDigest: string;
}

const NEWLINE = 10;

/** Digests a COPY stream in text form (one line a row) piece by piece. */
export class RowDigest {
  readonly #whole = createHash('sha256');
  readonly #lanes = new Uint32Array(8);
  #rest: Buffer = Buffer.alloc(0);
  #rows = 0;

  add(piece: Buffer): void {
    this.#whole.update(piece);
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      const row = piece.subarray(from, end);
      this.#addRow(this.#rest.length > 0 ? Buffer.concat([this.#rest, row]) : row);
      if (this.#rest.length > 0) this.#rest = Buffer.alloc(0);
      from = end + 1;
    }
    // Copied: the driver may use the piece's memory again.
    if (from < piece.length) this.#rest = Buffer.concat([this.#rest, piece.subarray(from)]);
  }

  finish(): TableDigest {
    return {
      rows: this.#rows,
      sha256: this.#whole.digest('hex'),
      rowsDigest: [...this.#lanes].map(lane => lane.toString(16).padStart(8, '0')).join(''),
    };
  }

  #addRow(row: Buffer): void {
    const digest = hash('sha256', row, 'buffer');
    for (let lane = 0; lane < 8; lane++) this.#lanes[lane]! += digest.readUInt32LE(lane * 4);
    this.#rows++;
  }
}
