import { readFileSync } from 'node:fs';
import { parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands.ts';
import { printHelp } from './help.ts';
import type { Run } from './invocation.ts';
import { openTerminal } from './terminal.ts';
import { CliError, chooseLanguage } from './words.ts';

/** Loaded when called for: `pinxin hash` need not know what a demo is. */
const RUNS: Readonly<Record<string, () => Promise<Run>>> = {
  up: async () => (await import('./commands/up.ts')).runUp,
  demo: async () => (await import('./commands/demo.ts')).runDemo,
  capture: async () => (await import('./commands/capture.ts')).runCapture,
  export: async () => (await import('./commands/export.ts')).runExport,
  query: async () => (await import('./commands/query.ts')).runQuery,
  trace: async () => (await import('./commands/lineage.ts')).runTrace,
  recall: async () => (await import('./commands/lineage.ts')).runRecall,
  import: async () => (await import('./commands/import.ts')).runImport,
  hash: async () => (await import('./commands/hash.ts')).runHash,
  verify: async () => (await import('./commands/verify.ts')).runVerify,
  programme: async () => (await import('./commands/recount.ts')).runProgramme,
  plan: async () => (await import('./commands/plan.ts')).runPlan,
  log: async () => (await import('./commands/log.ts')).runLog,
  witness: async () => (await import('./commands/witness.ts')).runWitness,
  conformance: async () => (await import('./commands/conformance.ts')).runConformanceCommand,
  backup: async () => (await import('./commands/maintenance.ts')).runMaintenance,
  restore: async () => (await import('./commands/maintenance.ts')).runMaintenance,
  doctor: async () => (await import('./commands/maintenance.ts')).runMaintenance,
  recount: async () => (await import('./commands/maintenance.ts')).runMaintenance,
  key: async () => (await import('./commands/maintenance.ts')).runMaintenance,
  administrator: async () => (await import('./commands/maintenance.ts')).runMaintenance,
};

async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const asked = args[args.indexOf('--lang') + 1];
  const inline = args.find(argument => argument.startsWith('--lang='))?.slice('--lang='.length);
  const language = chooseLanguage(inline ?? (args.includes('--lang') ? asked : undefined), environment);
  const terminal = openTerminal(language, args.includes('--json'));
  try {
    const parsed = parseCommandLine(args, COMMANDS);
    if (parsed.version) {
      terminal.print(version());
      terminal.result({ version: version() });
      return 0;
    }
    if (parsed.help || parsed.command === undefined) {
      printHelp(terminal, COMMANDS, parsed.command);
      return parsed.help || args.length === 0 ? 0 : 2;
    }
    const run = await RUNS[parsed.command.name]!();
    return await run({ parsed, terminal, environment });
  } catch (error) {
    terminal.settle();
    if (!(error instanceof CliError)) throw error;
    const { code, words, facts, exitCode } = error;
    terminal.result({ ok: false, code, message: words[language], ...facts });
    process.stderr.write(`${words[language]}\n`);
    return exitCode;
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// A reader that went away (`pinxin query | head`) is no failure.
process.stdout.on('error', error => {
  process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await main(process.argv.slice(2), process.env);
