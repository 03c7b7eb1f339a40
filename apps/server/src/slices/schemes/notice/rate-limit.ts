/** How many times within a stretch of time. */
export interface RateLimit {
  readonly most: number;
  readonly withinMs: number;
}

/**
 * Counts what comes from an address and lets no more through than the limit. Kept in memory only: an address is
 * personal data and goes to no disk. Returns whether one more is fine.
 */
export function rateLimiter({ most, withinMs }: RateLimit, now: () => Date): (address: string) => boolean {
  const seen = new Map<string, number[]>();
  return address => {
    const at = now().getTime();
    const recent = (seen.get(address) ?? []).filter(time => time > at - withinMs);
    if (recent.length >= most) return false;
    recent.push(at);
    seen.delete(address);
    seen.set(address, recent);
    // Oldest first: addresses that were not heard of for long are forgotten.
    for (const [known, times] of seen) {
      if (seen.size <= 10_000 && (times.at(-1) ?? 0) > at - withinMs) break;
      seen.delete(known);
    }
    return true;
  };
}
