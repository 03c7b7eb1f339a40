import { withChain } from './chain/chain-bed.ts';
import { type DatabaseServer, startDatabaseServer } from './database-server.ts';
import type { BenchName, Figure, Gap } from './figure.ts';
import { machineFacts } from './machine.ts';
import { measureCapture } from './measures/capture.ts';
import { measureRecall } from './measures/recall.ts';
import { measureScan } from './measures/scan.ts';
import { measureTrace } from './measures/trace.ts';
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

async function findings(server: DatabaseServer, options: Options): Promise<Omit<Report, 'machine'>> {
  const figures: Figure[] = [];
  const gaps: Gap[] = [];
  const attempt = async (bench: BenchName, size: number, measure: () => Promise<Figure[]>): Promise<void> => {
    if (!options.benches.includes(bench)) return;
    console.error(`… ${bench}, size ${size}`);
    try {
      figures.push(...(await measure()));
    } catch (error) {
      console.error(error);
      gaps.push({
        bench,
        name: `size ${size}`,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
  for (const size of options.sizes) {
    await attempt('capture', size, () => measureCapture(server, size, options));
    if (options.benches.every(bench => bench === 'capture')) continue;
    console.error(`… loading a chain of size ${size}`);
    await withChain(server, `chain_${size}`, size, async bed => {
      await attempt('trace', size, () => measureTrace(bed, options));
      await attempt('recall', size, () => measureRecall(bed, options));
      await attempt('scan', size, () => measureScan(bed, options));
    });
  }
  return { figures, gaps };
}

process.exitCode = await main(process.argv.slice(2));
