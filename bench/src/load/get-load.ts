import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';

/** What the load process is told, as JSON on its standard input. */
export interface GetLoad {
  readonly origin: string;
  /** Dealt out to the connections; each asks for its own in turn, again and again. */
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
  const { headers, connections, paths } = load;
  let client = 0;
  const result = await autocannon({
    url: load.origin,
    connections,
    duration: load.seconds,
    setupClient: connection => {
      const nth = client++;
      const own = paths.filter(
        (_, index) => index % connections === nth % Math.min(connections, paths.length),
      );
      connection.setRequests(own.map(path => ({ method: 'GET', path, headers })));
    },
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
  console.log(JSON.stringify(await runGetLoad(JSON.parse(await text(process.stdin)) as GetLoad)));
}
