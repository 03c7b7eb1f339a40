import { writeFileSync } from 'node:fs';
import { connect, DEMO_INSPECTOR } from '../connection.ts';
import type { Invocation, Run } from '../invocation.ts';
import { CliError } from '../words.ts';

/** What the server answers about containers; only what a table on a terminal shows. */
interface Containers {
  readonly containers: readonly {
    readonly uri: string;
    readonly depth: number;
    readonly from: string;
    readonly to?: string;
  }[];
  readonly complete: boolean;
}

/** What the server answers about holders; only what a table on a terminal shows. */
interface Holders {
  readonly holders: readonly Readonly<Record<string, string | undefined>>[];
}

/** `pinxin trace --containers`: a line for each stay, outer containers further in. */
export const runContainers: Run = async invocation => {
  const answer = await ask<Containers>(invocation, 'containers');
  if (answer === undefined) return 0;
  const { terminal } = invocation;
  const { containers, complete } = answer;
  if (containers.length === 0)
    terminal.say({ zh: '没有装进过任何容器。', en: 'It was not put into any container.' });
  for (const { uri, depth, from, to } of containers) {
    const until = to ?? terminal.pick({ zh: '还在里面', en: 'still inside' });
    terminal.print(`${'  '.repeat(depth - 1)}${uri}\t${from}\t${until}`);
  }
  if (!complete) terminal.say({ zh: '太多了，这里只是一部分。', en: 'There are more than are listed here.' });
  return 0;
};

/** `pinxin trace --holders`: a line for each holding of a lot. */
export const runHolders: Run = async invocation => {
  const answer = await ask<Holders>(invocation, 'holders');
  if (answer === undefined) return 0;
  for (const row of answer.holders) {
    const quantity = `${row.quantity ?? ''} ${row.unit ?? ''}`.trim();
    invocation.terminal.print(
      [row.holder, row.place, quantity, row.state, row.since].map(cell => cell ?? '').join('\t'),
    );
  }
  return 0;
};

/** Asks about one code; undefined when the answer went out as JSON already. */
async function ask<T>(
  { parsed, terminal, environment }: Invocation,
  what: 'containers' | 'holders',
): Promise<T | undefined> {
  const { format, output } = parsed.options;
  if (format !== undefined && format !== 'json') {
    throw new CliError(
      'usage',
      { zh: `--${what} 的 --format 只有 json。`, en: `--${what} knows --format json only.` },
      2,
    );
  }
  const asOf = parsed.options['as-of'];
  const [epc = ''] = parsed.positionals;
  const query = new URLSearchParams({ epc, ...(asOf === undefined ? {} : { asOf }) });
  const client = connect(parsed, terminal, environment, DEMO_INSPECTOR);
  const answer = await client.json<T>('GET', `/trace/${what}?${query}`);
  if (!terminal.json && format === undefined && output === undefined) return answer;
  const text = `${JSON.stringify(answer)}\n`;
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
  return undefined;
}
