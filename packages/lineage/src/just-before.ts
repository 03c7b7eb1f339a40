const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The largest number below `time`: the last moment of a half-open window that ends at `time`. */
export function justBefore(time: number): number {
  if (time === Infinity || time === -Infinity || Number.isNaN(time)) return time;
  if (time === 0) return -Number.MIN_VALUE;
  float[0] = time;
  bits[0]! += time > 0 ? -1n : 1n;
  return float[0]!;
}

/** The smallest number above `time`. */
export function justAfter(time: number): number {
  return -justBefore(-time);
}
