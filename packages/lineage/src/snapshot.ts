import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { Adjacency } from './adjacency.ts';
import { Containment } from './containment.ts';
import { Custody } from './custody.ts';
import { EventTable } from './event-table.ts';
import { LineageGraph } from './graph.ts';
import type { AnyArray } from './int-buffer.ts';
import { MemberGroups } from './member-groups.ts';
import { PagedHeads } from './paged-heads.ts';
import { ADJACENCIES, type Relations, withTraits } from './relations.ts';

/** Raised whenever the meaning of an array changes: older snapshots are then built anew, never guessed at. */
export const SNAPSHOT_VERSION = 2;

/** Why a snapshot was not used; the caller builds from the database instead. */
export type SnapshotRefusal = {
  readonly code: 'notASnapshot' | 'otherVersion' | 'otherByteOrder' | 'damaged';
};

const MAGIC = 'PINXINLG';
const DIGEST_BYTES = 32;
const ALIGNMENT = 8;
/** Written as a number, read as bytes: tells machines apart that order bytes differently. */
const BYTE_ORDER = 0x01020304;

interface Header {
  readonly watermark: number;
  readonly voided: readonly number[];
  readonly stale: readonly number[];
  /** Pairs in each adjacency's base. */
  readonly counts: Readonly<Record<string, number>>;
  readonly arrays: readonly {
    readonly name: string;
    readonly kind: 'i32' | 'f64' | 'u8';
    readonly length: number;
  }[];
}

/** The graph as chunks to be written one after another; compacts it first. Nothing is copied. */
export function toSnapshot(graph: LineageGraph): Uint8Array[] {
  graph.compact();
  const { events, custody, relations } = graph;
  const arrays: [string, AnyArray][] = [
    ['times', events.times],
    ['lastSeen', custody.lastSeen],
    ['places', custody.places],
    ['parties', custody.parties],
    ['steps', custody.steps],
  ];
  const counts: Record<string, number> = {};
  const addAdjacency = (name: string, { heads, lists, baseCount }: Adjacency) => {
    addHeads(name, heads);
    arrays.push([`${name}.lists`, lists]);
    counts[name] = baseCount;
  };
  const addHeads = (name: string, { pages, heads, used }: PagedHeads) => {
    arrays.push([`${name}.pages`, pages], [`${name}.heads`, heads.subarray(0, used)]);
  };
  for (const name of ADJACENCIES) addAdjacency(name, relations[name]);
  arrays.push(['groups', relations.groups.toInts()]);
  const { base } = relations.containment;
  addHeads('stays', base.heads);
  arrays.push(['stays.cells', base.stays]);
  addHeads('parents', base.parents);
  for (const name of ['content', 'emptied', 'strays'] as const) addAdjacency(name, base[name]);
  const header: Header = {
    watermark: graph.watermark,
    voided: [...events.voided],
    stale: [...custody.stale],
    counts,
    arrays: arrays.map(([name, array]) => ({ name, kind: kindOf(array), length: array.length })),
  };
  return sealed(
    header,
    arrays.map(([, array]) => array),
  );
}

function sealed(header: Header, arrays: readonly AnyArray[]): Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(24 + padded(json.length));
  head.set(new TextEncoder().encode(MAGIC));
  new Uint32Array(head.buffer, 8, 4).set([BYTE_ORDER, SNAPSHOT_VERSION, json.length, 0]);
  head.set(json, 24);
  const chunks: Uint8Array[] = [head];
  for (const array of arrays) {
    chunks.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const gap = padded(array.byteLength) - array.byteLength;
    if (gap > 0) chunks.push(new Uint8Array(gap));
  }
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return [...chunks, new Uint8Array(hash.digest())];
}

/**
 * Reads a snapshot. The graph works on the given bytes themselves, so they must not be used elsewhere. A
 * snapshot is used whole or not at all: its digest covers every byte.
 */
export function fromSnapshot(bytes: Uint8Array): Result<LineageGraph, SnapshotRefusal> {
  if (bytes.length < 24 + DIGEST_BYTES || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    return refuse({ code: 'notASnapshot' });
  }
  const whole = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  const [order, version, headerLength] = new Uint32Array(whole.buffer, whole.byteOffset + 8, 4);
  if (order !== BYTE_ORDER) return refuse({ code: 'otherByteOrder' });
  if (version !== SNAPSHOT_VERSION) return refuse({ code: 'otherVersion' });
  const content = whole.subarray(0, whole.length - DIGEST_BYTES);
  const digest = createHash('sha256').update(content).digest();
  if (!digest.equals(whole.subarray(content.length))) return refuse({ code: 'damaged' });
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(24, 24 + headerLength!))) as Header;
  return ok(graphOf(header, arraysOf(header, whole, 24 + padded(headerLength!))));
}

function arraysOf({ arrays }: Header, whole: Uint8Array, begin: number): Map<string, AnyArray> {
  const found = new Map<string, AnyArray>();
  let at = whole.byteOffset + begin;
  for (const { name, kind, length } of arrays) {
    const array =
      kind === 'f64'
        ? new Float64Array(whole.buffer, at, length)
        : kind === 'i32'
          ? new Int32Array(whole.buffer, at, length)
          : new Uint8Array(whole.buffer, at, length);
    found.set(name, array);
    at += padded(array.byteLength);
  }
  return found;
}

function graphOf(header: Header, arrays: ReadonlyMap<string, AnyArray>): LineageGraph {
  const ints = (name: string) => arrays.get(name) as Int32Array;
  const heads = (name: string) => {
    const cells = ints(`${name}.heads`);
    return new PagedHeads(ints(`${name}.pages`), cells, cells.length);
  };
  const adjacency = (name: string) => new Adjacency(heads(name), ints(`${name}.lists`), header.counts[name]!);
  const events = new EventTable(arrays.get('times') as Float64Array, header.voided);
  const custody = new Custody(
    events,
    ints('lastSeen'),
    ints('places'),
    ints('parties'),
    arrays.get('steps') as Uint8Array,
    header.stale,
  );
  const plain = Object.fromEntries(ADJACENCIES.map(name => [name, adjacency(name)])) as Pick<
    Relations,
    (typeof ADJACENCIES)[number]
  >;
  const base = {
    heads: heads('stays'),
    stays: ints('stays.cells'),
    parents: heads('parents'),
    content: adjacency('content'),
    emptied: adjacency('emptied'),
    strays: adjacency('strays'),
  };
  const relations = withTraits({
    ...plain,
    groups: MemberGroups.fromInts(ints('groups')),
    containment: new Containment(base, events),
  });
  return new LineageGraph({ events, relations, custody, watermark: header.watermark });
}

function kindOf(array: AnyArray): 'i32' | 'f64' | 'u8' {
  return array instanceof Float64Array ? 'f64' : array instanceof Int32Array ? 'i32' : 'u8';
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
