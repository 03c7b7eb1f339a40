import type { AuditCode, AuditFinding } from './audit.ts';
import { yearOfLog } from './chain.ts';
import { appendLeaves, type Edge, EMPTY_EDGE, type GrownTile, rootOfEdge } from './edge.ts';
import { decodeLeaf, type Leaf } from './leaf.ts';
import type { Hash } from './merkle.ts';

/** What the leaves of all logs so far said of records and subjects: those of the next go on from it. */
export interface Carried {
  /** The logs walked: the year of each, and how many leaves the others before it have. */
  readonly logs: readonly { readonly year: string | undefined; readonly first: number }[];
  /** Leaves of all of them. */
  readonly leaves: number;
  /** Last leaf of each record, counted through all logs. */
  readonly records: Map<string, number>;
  /** Last number of each subject. */
  readonly subjects: Map<string, number>;
}

/** Before the first log. */
export const NOTHING_CARRIED: Carried = { logs: [], leaves: 0, records: new Map(), subjects: new Map() };

/** What is known at a point of the walk over one log. */
export class Walk {
  readonly findings: AuditFinding[] = [];
  readonly kinds = new Map<string, number>();
  edge: Edge = EMPTY_EDGE;
  earlierRoot: Hash | undefined;
  earliest: Date | undefined;
  latest: Date | undefined;
  /** Leaf 0, where it says that a log stood before. */
  beginning: Leaf | undefined;
  /** The leaf that closes the log. */
  closing: { readonly index: number; readonly leaf: Leaf } | undefined;
  readonly #first: number;
  readonly #logs: Carried['logs'];
  readonly #records: Map<string, number>;
  readonly #subjects: Map<string, number>;
  readonly #isChained: boolean;

  constructor(name: string, carried: Carried, isChained: boolean) {
    this.#isChained = isChained;
    this.#first = carried.leaves;
    this.#logs = [...carried.logs, { year: yearOfLog(name), first: carried.leaves }];
    // A walk that begins must not write into what another began with.
    this.#records = carried.leaves === 0 ? new Map() : carried.records;
    this.#subjects = carried.leaves === 0 ? new Map() : carried.subjects;
  }

  find(code: AuditCode, at: string): void {
    this.findings.push({ code, at });
  }

  mark(): void {
    this.earlierRoot = rootOfEdge(this.edge);
  }

  carried(): Carried {
    const leaves = this.#first + this.edge.size;
    return { logs: this.#logs, leaves, records: this.#records, subjects: this.#subjects };
  }

  /** Appends a bundle's leaves; stops at `markAt` on the way to remember the root there. */
  append(hashes: readonly Hash[], markAt: number | undefined): readonly GrownTile[] {
    const before = this.edge.size;
    if (markAt !== undefined && markAt > before && markAt <= before + hashes.length) {
      const part = appendLeaves(this.edge, hashes.slice(0, markAt - before)).edge;
      this.earlierRoot = rootOfEdge(part);
    }
    const { edge, tiles } = appendLeaves(this.edge, hashes);
    this.edge = edge;
    return tiles;
  }

  leaf(entry: Uint8Array, index: number, onLeaf: ((leaf: Leaf, index: number) => void) | undefined): void {
    const leaf = decodeLeaf(entry);
    if (leaf === undefined) {
      this.find('leafMalformed', `leaf ${index}`);
      return;
    }
    this.kinds.set(leaf.kind, (this.kinds.get(leaf.kind) ?? 0) + 1);
    if (this.earliest === undefined || leaf.at < this.earliest) this.earliest = leaf.at;
    if (this.latest === undefined || leaf.at > this.latest) this.latest = leaf.at;
    this.#ends(leaf, index);
    if (!this.#isLinked(leaf)) this.find('previousWrong', `leaf ${index}`);
    this.#records.set(leaf.record, this.#first + index);
    if (leaf.subject !== undefined) this.#number(leaf.subject, index);
    onLeaf?.(leaf, index);
  }

  #ends(leaf: Leaf, index: number): void {
    if (leaf.kind === 'log.close') this.closing ??= { index, leaf };
    if (leaf.kind !== 'log.begin') return;
    if (index === 0) this.beginning = leaf;
    else this.find('beginningWrong', `leaf ${index}`);
  }

  /** Whether the leaf points at the one before of its record, in this log or in a former one. */
  #isLinked({ previous, record }: Leaf): boolean {
    const known = this.#records.get(record);
    if (typeof previous !== 'object') {
      return previous === (known === undefined ? undefined : known - this.#first);
    }
    // One log by itself says nothing of what others hold.
    if (known === undefined) return !this.#isChained;
    const log = this.#logs.findLast(({ first }) => first <= known);
    return known < this.#first && log?.year === previous.year && known - log.first === previous.index;
  }

  #number({ tag, number }: NonNullable<Leaf['subject']>, index: number): void {
    const key = Buffer.from(tag).toString('latin1');
    const isUnknown = !this.#isChained && this.beginning !== undefined;
    const before = this.#subjects.get(key) ?? (isUnknown ? number - 1 : 0);
    if (number !== before + 1) this.find('subjectNumberWrong', `leaf ${index}`);
    this.#subjects.set(key, before + 1);
  }
}
