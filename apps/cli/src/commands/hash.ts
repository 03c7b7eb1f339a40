import { looksLikeXml } from '@pinxin/epcis/decode';
import { parseDocument } from '@pinxin/epcis/document';
import { hashUriOfDigest } from '@pinxin/epcis/event-hash';
import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';
import type { Run } from '../invocation.ts';
import { CliError } from '../words.ts';
import { readInput } from './capture.ts';

/** `pinxin hash`: the event hashes of a file, computed here, without a server. */
export const runHash: Run = async ({ parsed, terminal }) => {
  const bytes = readInput(parsed.positionals[0]!);
  const parse = looksLikeXml(bytes) ? parseXmlDocument : parseDocument;
  const document = parse(bytes, { strictness: 'lenient' });
  if (!document.ok) {
    const places = document.error.map(problem => `  ${problem.at} ${problem.code}`).join('\n');
    throw new CliError(
      'notEpcis',
      { zh: `不是可读的 EPCIS 文件：\n${places}`, en: `Not a readable EPCIS document:\n${places}` },
      1,
      { problems: document.error },
    );
  }
  const hashes = document.value.events.map(event =>
    event.ok ? { hash: hashUriOfDigest(event.value.hash) } : { problems: event.error },
  );
  for (const each of hashes) {
    terminal.print(
      each.hash ?? `✗ ${each.problems.map(problem => `${problem.at} ${problem.code}`).join('; ')}`,
    );
  }
  const ok = hashes.every(each => each.hash !== undefined);
  terminal.result({ ok, events: hashes });
  return ok ? 0 : 1;
};
