import { writeFileSync } from 'node:fs';
import { connect, DEMO_INSPECTOR } from '../connection.ts';
import type { Run } from '../invocation.ts';
import { CliError } from '../words.ts';

/** `pinxin query`: SimpleEventQuery with the standard's parameter names. The answer is JSON in any case. */
export const runQuery: Run = async ({ parsed, terminal, environment }) => {
  const client = connect(parsed, terminal, environment, DEMO_INSPECTOR);
  const file = parsed.options.output;
  if (file !== undefined) writeFileSync(file, '');
  const write = (text: string) => {
    if (file === undefined) process.stdout.write(text);
    else writeFileSync(file, text, { flag: 'a' });
  };
  const query = queryString(parsed.positionals);
  for (let path: string | undefined = `/events${query === '' ? '' : `?${query}`}`; path !== undefined; ) {
    const answer: Response = await client.send('GET', path);
    const document = (await answer.json()) as QueryDocument;
    if (!parsed.flags.has('all')) {
      write(`${JSON.stringify(document, undefined, terminal.json ? undefined : 2)}\n`);
      return 0;
    }
    const events = document.epcisBody?.queryResults?.resultsBody?.eventList ?? [];
    for (const event of events) write(`${JSON.stringify(event)}\n`);
    path = nextPage(answer.headers.get('link'), client.url);
  }
  return 0;
};

interface QueryDocument {
  readonly epcisBody?: {
    readonly queryResults?: { readonly resultsBody?: { readonly eventList?: readonly unknown[] } };
  };
}

function queryString(words: readonly string[]): string {
  const query = new URLSearchParams();
  for (const word of words) {
    const cut = word.indexOf('=');
    if (cut < 1) {
      throw new CliError(
        'usage',
        { zh: `“${word}”应写成 参数=值。`, en: `"${word}" should be NAME=VALUE.` },
        2,
      );
    }
    query.append(word.slice(0, cut), word.slice(cut + 1));
  }
  return query.toString();
}

function nextPage(link: string | null, base: string): string | undefined {
  const target = link?.match(/<([^>]+)>\s*;\s*rel="?next"?/)?.[1];
  if (target === undefined) return undefined;
  const { pathname, search } = new URL(target, `${base}/events`);
  return pathname + search;
}
