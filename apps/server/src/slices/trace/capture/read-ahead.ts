import type { Context } from '../../../kernel/context.ts';
import { bodyOf, type CaptureJob, nextInLine } from './capture-job-store.ts';
import { type Read, type ReadingLimits, readCaptureInTurns } from './read-capture.ts';

/** Documents that may lie read and wait: as many as are worked off at a time. */
const MOST_READ = 2;

interface Waiting {
  readonly id: string;
  readonly read: Read;
}

/**
 * 先读: documents of a party are stored one after another, and while one is on its way to the disk the next is read.
 * What another process takes meanwhile was read in vain.
 */
export class ReadAhead {
  readonly #ctx: Context;
  readonly #limits: ReadingLimits;
  /** By party, the one that was looked at last at the end. */
  readonly #waiting = new Map<number, Promise<Waiting | undefined>>();

  constructor(ctx: Context, limits: ReadingLimits) {
    this.#ctx = ctx;
    this.#limits = limits;
  }

  /** This job's document, read before or now. */
  async read(job: CaptureJob): Promise<Read> {
    const waiting = await this.#waiting.get(job.party);
    if (waiting?.id !== job.id) return await this.#readNow(job.id);
    this.#waiting.delete(job.party);
    return waiting.read;
  }

  /** Begins to read what stands next in this party's line. */
  readNext(party: number): void {
    const before = this.#waiting.get(party);
    this.#waiting.delete(party);
    // Whatever goes wrong here is told when the document's own turn comes.
    this.#waiting.set(
      party,
      this.#nextOf(party, before).catch(() => undefined),
    );
    for (const other of [...this.#waiting.keys()].slice(0, -MOST_READ)) this.#waiting.delete(other);
  }

  async #nextOf(
    party: number,
    before: Promise<Waiting | undefined> | undefined,
  ): Promise<Waiting | undefined> {
    const id = await nextInLine(this.#ctx, party, ['queued']);
    if (id === undefined) return undefined;
    const waiting = await before;
    return waiting?.id === id ? waiting : { id, read: await this.#readNow(id) };
  }

  async #readNow(id: string): Promise<Read> {
    return await readCaptureInTurns(await bodyOf(this.#ctx, id), this.#limits);
  }
}
