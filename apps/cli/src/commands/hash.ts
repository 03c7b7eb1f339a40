import { readFileSync } from 'node:fs';
import { parseDocument } from '@pinxin/epcis/document';
import type { Command } from '../command.ts';
import { Refusal } from '../refusal.ts';

/** `pinxin hash`: the event hashes of a file, computed here, without a server. */
export const hashCommand: Command = {
  name: 'hash',
  usage: '<file>',
  summary: { zh: '算出文件里每个事件的 EPCIS 事件哈希', en: 'Compute the EPCIS event hash of every event in a file' },
  options: {},
  optionHelp: {},
  run: async ({ args, output }) => {
    const file = args[0];
    if (file === undefined) throw new Refusal({ zh: '请给出文件名。', en: 'Name a file.' }, 2);
    const parsed = parseDocument(readBytes(file), { strictness: 'lenient' });
    if (!parsed.ok) {
      const places = parsed.error.map(problem => `  ${problem.at}  ${problem.code}`).join('\n');
      throw new Refusal({ zh: `不是可读的 EPCIS 文件：\n${places}`, en: `Not a readable EPCIS document:\n${places}` }, 1, parsed.error);
    }
    const hashes = parsed.value.events.map(event =>
      event.ok ? { hash: `ni:///sha-256;${Buffer.from(event.value.hash).toString('hex')}?ver=CBV2.0` } : { problems: event.error },
    );
    for (const each of hashes) {
      output.say(each.hash ?? `✗ ${each.problems?.map(problem => `${problem.at} ${problem.code}`).join('; ')}`);
    }
    output.result(hashes);
    return hashes.every(each => each.hash !== undefined) ? 0 : 1;
  },
};

/** A file's bytes, or a sentence about why not. */
export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Refusal({ zh: `读不了 ${file}（${reason}）。`, en: `${file} cannot be read (${reason}).` });
  }
}
