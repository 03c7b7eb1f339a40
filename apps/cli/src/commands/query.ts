import { apiClient } from '../api-client.ts';
import { type Command, textOption } from '../command.ts';
import { apiKey, serverUrl } from '../server-address.ts';
import { Refusal } from '../refusal.ts';

/** `pinxin query`: SimpleEventQuery with the standard's parameter names. */
export const queryCommand: Command = {
  name: 'query',
  usage: "[NAME=VALUE …] [--all]     e.g. EQ_bizStep=shipping 'MATCH_anyEPC=https://…' perPage=10",
  summary: { zh: '按 EPCIS 查询参数找事件', en: 'Find events by EPCIS query parameters' },
  options: { all: { type: 'boolean' }, key: { type: 'string' }, url: { type: 'string' } },
  optionHelp: {
    all: { zh: '翻完所有页（每个事件一行 JSON）', en: 'follow all pages (one event a line)' },
    key: { zh: 'API 密钥', en: 'API key' },
    url: { zh: '服务器地址', en: "the server's address" },
  },
  run: async ({ args, options, output, language, env }) => {
    const client = apiClient(serverUrl(options, env), apiKey(options, env, 'inspector'), language);
    let path: string | undefined = `/events?${queryString(args)}`;
    while (path !== undefined) {
      const response: Response = await client.request('GET', path);
      const document = await response.text();
      if (options.all !== true) {
        await output.raw(`${JSON.stringify(JSON.parse(document), null, 2)}\n`);
        return 0;
      }
      for (const event of eventsOf(document)) await output.raw(`${JSON.stringify(event)}\n`);
      path = nextPage(response.headers.get('link'), textOption(options, 'url') ?? client.url);
    }
    return 0;
  },
};

function queryString(args: readonly string[]): string {
  const query = new URLSearchParams();
  for (const arg of args) {
    const cut = arg.indexOf('=');
    if (cut < 1) {
      throw new Refusal({ zh: `“${arg}”应写成 参数=值。`, en: `"${arg}" should be NAME=VALUE.` }, 2);
    }
    query.append(arg.slice(0, cut), arg.slice(cut + 1));
  }
  return query.toString();
}

function eventsOf(document: string): readonly unknown[] {
  const parsed = JSON.parse(document) as {
    epcisBody?: { queryResults?: { resultsBody?: { eventList?: readonly unknown[] } } };
  };
  return parsed.epcisBody?.queryResults?.resultsBody?.eventList ?? [];
}

function nextPage(link: string | null, base: string): string | undefined {
  const target = link?.match(/<([^>]+)>\s*;\s*rel="?next"?/)?.[1];
  if (target === undefined) return undefined;
  const url = new URL(target, base);
  return url.pathname + url.search;
}
