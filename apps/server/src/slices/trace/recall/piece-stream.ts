import { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';

/** Bytes that may wait in the stream itself. */
const WAITING_BYTES = 1024 * 1024;

/** Where the writer of a stream gets the memory of its pieces. */
export interface PieceMemory {
  /** So many bytes, of any content. */
  piece(bytes: number): Buffer;
}

/** A piece that was given away; `end` counts bytes of the whole stream. */
interface Given {
  readonly memory: ArrayBufferLike;
  readonly end: number;
}

/** Memory from the system for each piece. */
export const newMemory: PieceMemory = { piece: bytes => Buffer.allocUnsafeSlow(bytes) };

/**
 * A stream of bytes whose pieces are written into the same memory again once the socket has taken what was in it.
 * Hundreds of megabytes of buffers that live for a moment make the collector walk the whole heap again and again:
 * that cost a third of a large sheet. Only an answer over a socket tells when it is done with a piece; any other
 * reader gets memory of its own.
 */
export class PieceStream extends Readable {
  readonly #pieces: AsyncGenerator<Buffer>;
  readonly #bytes: number;
  /** Memory of this stream alone: other buffers may share theirs with half the process. */
  readonly #own = new WeakSet<ArrayBufferLike>();
  readonly #given: Given[] = [];
  #givenBytes = 0;
  #answer: ServerResponse | undefined;

  /** `bytes` of memory for each piece that asks for no more. */
  constructor(bytes: number, write: (memory: PieceMemory) => AsyncGenerator<Buffer>) {
    super({ highWaterMark: WAITING_BYTES });
    this.#bytes = bytes;
    this.#pieces = write(this);
  }

  /** Memory for the next piece. */
  piece(bytes: number): Buffer {
    if (bytes > this.#bytes) return Buffer.allocUnsafeSlow(bytes);
    return this.#free() ?? this.#another();
  }

  override pipe<T extends NodeJS.WritableStream>(destination: T, options?: { end?: boolean }): T {
    if (destination instanceof ServerResponse && destination.socket instanceof Socket)
      this.#answer ??= destination;
    return super.pipe(destination, options);
  }

  override _read(): void {
    this.#pieces.next().then(
      ({ value, done }) => {
        if (done === true) return this.push(null);
        this.#givenBytes += value.length;
        const memory = value.buffer;
        if (this.#own.has(memory)) this.#given.push({ memory, end: this.#givenBytes });
        return this.push(value);
      },
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#pieces.return(undefined).then(
      () => done(error),
      (failed: Error) => done(error ?? failed),
    );
  }

  #another(): Buffer {
    const memory = Buffer.allocUnsafeSlow(this.#bytes);
    if (this.#answer !== undefined) this.#own.add(memory.buffer);
    return memory;
  }

  /** Memory of which the socket has taken everything, if there is any. */
  #free(): Buffer | undefined {
    const first = this.#given[0];
    if (first === undefined || this.#answer === undefined || this.#answer.destroyed) return undefined;
    // Frames of the transfer are counted with what waits: that errs on the safe side.
    const taken = this.#givenBytes - this.readableLength - this.#answer.writableLength;
    if (first.end > taken) return undefined;
    this.#given.shift();
    return Buffer.from(first.memory);
  }
}
