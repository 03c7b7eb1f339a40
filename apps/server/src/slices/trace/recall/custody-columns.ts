import type { CustodyColumns } from '../lineage/lineage.ts';

/** Custody of the lots from one place in the list to another. */
export function custodyWithin(custody: CustodyColumns, from: number, to: number): CustodyColumns {
  return {
    event: custody.event.subarray(from, to),
    place: custody.place.subarray(from, to),
    party: custody.party.subarray(from, to),
    used: custody.used.subarray(from, to),
    made: custody.made.subarray(from, to),
    unit: custody.unit.subarray(from, to),
    told: custody.told.subarray(from, to),
  };
}
