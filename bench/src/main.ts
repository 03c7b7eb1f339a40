import { type ChainBed, withChain } from './chain/chain-bed.ts';
import { type DatabaseServer, startDatabaseServer } from './database-server.ts';
import { type BenchName, type Figure, FULL_SIZE, type Gap } from './figure.ts';
import { machineFacts } from './machine.ts';
import { measureCapture } from './measures/capture.ts';
import { measureForms } from './measures/capture-forms.ts';
import { measureCaptureMemory } from './measures/capture-memory.ts';
import { measureSubscribed } from './measures/capture-subscribed.ts';
import { ISSUED_STATEMENTS, measureCredentials } from './measures/credentials.ts';
import { IMPORTED_ROWS, measureImport } from './measures/import.ts';
import { AUDITED_LEAVES, measureLog } from './measures/log.ts';
import { measureMemory } from './measures/memory.ts';
import { measurePlanText } from './measures/plantext.ts';
import { COUNTED_STATEMENTS, measureProgramme } from './measures/programme.ts';
import { measureQuery } from './measures/query.ts';
import { measureClosures } from './measures/recall.ts';
import { measureScan } from './measures/scan.ts';
import { measureSearch, SEARCHED_PARTIES } from './measures/search.ts';
import { measureSheet } from './measures/sheet.ts';
import { measureSnapshot } from './measures/snapshot.ts';
import { LISTED_STATEMENTS, measureStatements } from './measures/statements.ts';
import { measureTraceInProcess, measureTraceOverHttp } from './measures/trace.ts';
import { type Options, optionsOf, USAGE } from './options.ts';
import { jsonOf, missed, type Report, tableOf } from './report.ts';

/** Runs what the command line asks for; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const server = await startDatabaseServer();
  process.once('SIGINT', () => void server.stop().finally(() => process.exit(130)));
  try {
    const machine = await machineFacts(server.admin.pool);
    const report: Report = { machine, ...(await findings(server, options)) };
    console.log(options.json ? jsonOf(report) : tableOf(report));
    return report.gaps.length > 0 || (options.strict && missed(report) > 0) ? 1 : 0;
  } finally {
    await server.stop();
  }
}

type Measure = (bed: ChainBed, options: Options) => Promise<Figure[]> | Figure[];

/** What is measured on a stored chain, each by itself: one that breaks does not take the others with it. */
const ON_A_CHAIN: readonly (readonly [BenchName, string, Measure])[] = [
  ['trace', 'trace-back in process', measureTraceInProcess],
  ['trace', 'trace-back over HTTP', measureTraceOverHttp],
  ['recall', 'recall closure', measureClosures],
  ['recall', 'memory', measureMemory],
  ['recall', 'snapshot', measureSnapshot],
  ['recall', 'recall sheet', measureSheet],
  ['scan', 'scan page', measureScan],
];

async function findings(server: DatabaseServer, options: Options): Promise<Omit<Report, 'machine'>> {
  const figures: Figure[] = [];
  const gaps: Gap[] = [];
  const attempt = async (
    bench: BenchName,
    name: string,
    measure: () => ReturnType<Measure>,
  ): Promise<void> => {
    console.error(`… ${name}`);
    try {
      figures.push(...(await measure()));
    } catch (error) {
      console.error(error);
      gaps.push({ bench, name, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const wanted = ON_A_CHAIN.filter(([bench]) => options.benches.includes(bench));
  if (options.benches.includes('search'))
    await attempt('search', 'search', () => measureSearch(server, SEARCHED_PARTIES, options));
  if (options.benches.includes('import'))
    await attempt('import', 'import', () => measureImport(server, IMPORTED_ROWS));
  if (options.benches.includes('plantext'))
    await attempt('plantext', 'plan text', () => measurePlanText(options));
  if (options.benches.includes('statements'))
    await attempt('statements', 'statements', () => measureStatements(server, LISTED_STATEMENTS));
  if (options.benches.includes('credentials'))
    await attempt('credentials', 'credentials', () => measureCredentials(server, ISSUED_STATEMENTS));
  if (options.benches.includes('log'))
    await attempt('log', 'transparency log', () => measureLog(server, AUDITED_LEAVES, options));
  if (options.benches.includes('programme'))
    await attempt('programme', 'programme', () => measureProgramme(server, COUNTED_STATEMENTS));
  if (options.benches.includes('subscriptions'))
    await attempt('subscriptions', 'subscriptions', () => measureSubscribed(server, options));
  if (options.benches.includes('capture')) {
    await attempt('capture', 'capture in other forms', () => measureForms(server, options));
  }
  // Minutes by itself: only where the full size is asked for.
  if (options.benches.includes('memory') && options.sizes.some(size => size >= FULL_SIZE))
    await attempt('memory', 'memory of capture', () => measureCaptureMemory(server));
  for (const size of options.sizes) {
    if (options.benches.includes('capture')) {
      await attempt('capture', `capture, size ${size}`, () => measureCapture(server, size, options));
    }
    if (options.benches.includes('query')) {
      await attempt('query', `queries, size ${size}`, () => measureQuery(server, size));
    }
    if (wanted.length === 0) continue;
    console.error(`… loading a chain of size ${size}`);
    await withChain(server, `chain_${size}`, size, async bed => {
      for (const [bench, name, measure] of wanted) {
        await attempt(bench, `${name}, size ${size}`, () => measure(bed, options));
      }
    });
  }
  return { figures, gaps };
}

process.exitCode = await main(process.argv.slice(2));
