declare module 'autocannon' {
  /** The part of autocannon's interface that the bench uses. */
  function autocannon(options: {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly setupClient: (client: {
      setRequests(
        requests: readonly {
          readonly method: 'GET';
          readonly path: string;
          readonly headers: Readonly<Record<string, string>>;
        }[],
      ): void;
    }) => void;
  }): Promise<{
    readonly requests: { readonly total: number };
    readonly latency: { readonly p50: number; readonly p99: number };
    readonly duration: number;
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
  }>;
  export = autocannon;
}
