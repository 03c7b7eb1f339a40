import { type ApiClient, apiClient } from '../api-client.ts';
import { type Command, type Invocation, textOption } from '../command.ts';
import { apiKey, serverUrl } from '../server-address.ts';
import { Refusal } from '../refusal.ts';

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Options that every question about lineage has. */
export const LINEAGE_OPTIONS = {
  'as-of': { type: 'string' },
  format: { type: 'string' },
  key: { type: 'string' },
  url: { type: 'string' },
} as const;

/** Their sentences. */
export const LINEAGE_HELP = {
  'as-of': { zh: '截至哪一刻（带时区），默认现在', en: 'as of which instant (with zone); default now' },
  format: { zh: 'csv、xlsx 或 json；默认表格', en: 'csv, xlsx or json; default a table' },
  key: { zh: 'API 密钥', en: 'API key' },
  url: { zh: '服务器地址', en: "the server's address" },
} as const;

/** `pinxin trace`: where a lot came from, or what became of it. */
export const traceCommand: Command = {
  name: 'trace',
  usage: '<code> [--forward] [--as-of TIME] [--format csv|xlsx|json]',
  summary: { zh: '一个批次从哪来（或 --forward：到哪去）', en: 'Where a lot came from (or with --forward: what became of it)' },
  options: { forward: { type: 'boolean' }, ...LINEAGE_OPTIONS },
  optionHelp: { forward: { zh: '向下游', en: 'downstream' }, ...LINEAGE_HELP },
  run: async invocation => {
    const code = invocation.args[0];
    if (code === undefined) throw new Refusal({ zh: '请给出批次码。', en: 'Give the code of a lot.' }, 2);
    const question = {
      direction: invocation.options.forward === true ? 'forward' : 'back',
      suspects: [code],
      ...asOf(invocation),
    };
    return await askLineage(invocation, question);
  },
};

/** `asOf` where it was given. */
export function asOf({ options }: Invocation): { readonly asOf?: string } {
  const instant = textOption(options, 'as-of');
  return instant === undefined ? {} : { asOf: instant };
}

/** Asks the server and shows a table, or passes on the format that was wished. */
export async function askLineage(invocation: Invocation, question: object): Promise<number> {
  const { options, output, language, env } = invocation;
  const client = apiClient(serverUrl(options, env), apiKey(options, env, 'inspector'), language);
  const format = textOption(options, 'format') ?? (output.json ? 'json' : undefined);
  if (format !== undefined) {
    await passOn(client, question, format, output.raw);
    return 0;
  }
  const response = await client.request('POST', '/recall/closure', { body: JSON.stringify(question) });
  const answer = (await response.json()) as LineageAnswer;
  output.say({
    zh: `批次 ${answer.counts.lots}，承载物 ${answer.counts.carriers}，事件 ${answer.counts.events}；水位 ${answer.watermark}，用时 ${answer.milliseconds.toFixed(1)} ms`,
    en: `${answer.counts.lots} lots, ${answer.counts.carriers} carriers, ${answer.counts.events} events; watermark ${answer.watermark}, ${answer.milliseconds.toFixed(1)} ms`,
  });
  for (const row of answer.rows) {
    output.say(`${row.uri}\t${row.product ?? ''}\t${row.quantity ?? ''} ${row.unit ?? ''}\t${row.holder ?? ''}\t${row.since ?? ''}`);
  }
  if (answer.rows.length < answer.counts.lots) {
    output.say({ zh: `… 共 ${answer.counts.lots} 行，全部请用 --format csv`, en: `… ${answer.counts.lots} rows in all: use --format csv` });
  }
  return 0;
}

interface LineageAnswer {
  readonly counts: { readonly lots: number; readonly carriers: number; readonly events: number };
  readonly watermark: number;
  readonly milliseconds: number;
  readonly rows: readonly {
    readonly uri: string;
    readonly product?: string;
    readonly quantity?: string;
    readonly unit?: string;
    readonly holder?: string;
    readonly since?: string;
  }[];
}

async function passOn(client: ApiClient, question: object, format: string, write: (chunk: Uint8Array) => Promise<void>) {
  const accept = FORMATS[format];
  if (accept === undefined) {
    throw new Refusal({ zh: `没有 ${format} 格式，可用 csv、xlsx、json。`, en: `There is no format ${format}: csv, xlsx or json.` }, 2);
  }
  const path = format === 'json' ? '/recall/closure' : '/recall/sheet';
  const response = await client.request('POST', path, { body: JSON.stringify(question), headers: { accept } });
  if (response.body !== null) for await (const chunk of response.body) await write(chunk);
}
