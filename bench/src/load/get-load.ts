import autocannon from 'autocannon';

/** What the load process is told, as JSON in its first argument. */
export interface GetLoad {
  readonly origin: string;
  /** Asked one after the other by every connection. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

/** What the load process tells when it is done, as JSON on its last line. */
export interface GetLoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly ok: number;
  readonly notOk: number;
}

/** GETs as fast as the connections allow. */
export async function runGetLoad(load: GetLoad): Promise<GetLoadResult> {
  const result = await autocannon({
    url: load.origin,
    connections: load.connections,
    duration: load.seconds,
    requests: load.paths.map(path => ({ method: 'GET', path, headers: load.headers })),
  });
  return {
    requestsPerSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    ok: result['2xx'],
    notOk: result.non2xx + result.errors + result.timeouts,
  };
}

if (import.meta.main) {
  const result = await runGetLoad(JSON.parse(process.argv[2]!) as GetLoad);
  console.log(JSON.stringify(result));
}
