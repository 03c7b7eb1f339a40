/** A range that holds at least one wanted number in so many is read whole, and the others left out. */
const DENSE = 4;
const BITS = 8;

/**
 * The condition that `column` is one of these numbers (ascending, at least one), as SQL. Neighbours are asked for as
 * a range with a bit for each number: reading some rows too many is cheaper than a descent into the index for each,
 * and a list of thousands of numbers is dear to write and to read.
 */
export function isAmong(column: string, ids: Uint32Array | Int32Array): string {
  const first = ids[0]!;
  const last = ids[ids.length - 1]!;
  // A sub-select: the planner would look at each number of a constant, which costs more than finding its row.
  if (last - first >= ids.length * DENSE)
    return `${column} = any((select '{${ids.join()}}'::bigint[])::bigint[])`;
  const bits = Buffer.alloc(Math.floor((last - first) / BITS) + 1);
  for (const id of ids) bits[Math.floor((id - first) / BITS)]! |= 1 << ((id - first) % BITS);
  return `${column} between ${first} and ${last}
          and get_bit('\\x${bits.toString('hex')}'::bytea, (${column} - ${first})::int) = 1`;
}
