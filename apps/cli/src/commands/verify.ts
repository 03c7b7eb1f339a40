import { readFileSync } from 'node:fs';
import type { JsonObject } from '@pinxin/credentials/encoding/json';
import { type Finding, verdictOf } from '@pinxin/credentials/finding';
import { findingSentence, verdictSentence } from '@pinxin/credentials/finding-words';
import { didWebUrl } from '@pinxin/credentials/keys/did-web';
import type { Verifying } from '@pinxin/credentials/secured';
import { needsOf, verifyCredential } from '@pinxin/credentials/verify';
import type { Run } from '../invocation.ts';
import { fetchText } from '../verify/fetch-text.ts';
import { type Bundle, logEvidence } from '../verify/log-evidence.ts';
import { CliError } from '../words.ts';
import { readInput } from './capture.ts';

const SIGNS = { passed: '✓', failed: '✗', unknown: '?', remark: '·' } as const;

/**
 * `pinxin verify`: a credential from a file or an address, verified on this machine: keys by `did:web`, status lists at
 * their addresses, or both from a trust bundle without any network.
 */
export const runVerify: Run = async ({ parsed, terminal }) => {
  const input = await readCredential(parsed.positionals[0]!);
  const at = new Date();
  const { bundle: file, receipt, policy, 'log-key': logKey } = parsed.options;
  const bundle = file === undefined ? undefined : readBundle(file);
  const evidence = bundle === undefined ? await fetchEvidence(input) : bundled(bundle, at);
  const log = logEvidence(input, { receipt, policy, logKey, bundle });
  const verified = verifyCredential(input, {
    ...{ at, ...evidence.given },
    ...(log.at === undefined ? {} : { loggedAt: log.at }),
  });
  const findings = [...verified.findings, ...log.findings, ...evidence.findings];
  const verdict = verdictOf(findings);
  const language = terminal.language === 'zh' ? 'zh-CN' : 'en';
  terminal.print(verdictSentence(verdict)[language]);
  for (const finding of findings) {
    const place = finding.at === undefined ? '' : ` (${finding.at})`;
    terminal.print(`${SIGNS[finding.outcome]} ${findingSentence(finding)[language]}${place}`);
  }
  terminal.result({ ok: verdict === 'valid', verdict, findings, credential: verified.document ?? null });
  return verdict === 'valid' ? 0 : 1;
};

async function readCredential(place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readInput(place).toString('utf8').trim();
  const text = await fetchText(place, 'application/vc+jwt, application/vc, application/json;q=0.5');
  if (text !== undefined) return text.trim();
  throw new CliError('unreachable', { zh: `取不到 ${place}。`, en: `${place} is out of reach.` });
}

interface Evidence {
  readonly given: Pick<Verifying, 'document' | 'statusList'>;
  readonly findings: readonly Finding[];
}

/** From a bundle: nothing is asked of anybody; how old it is, is told. */
function bundled({ madeAt, documents, statusLists }: Bundle, at: Date): Evidence {
  const byId = new Map(documents.map(document => [document.id, document]));
  const hours = Math.max(0, Math.round((at.getTime() - Date.parse(madeAt)) / 3_600_000));
  return {
    given: { document: id => byId.get(id), statusList: url => statusLists[url] },
    findings: [
      hours === 0
        ? { check: 'status', outcome: 'remark', code: 'bundleFresh' }
        : { check: 'status', outcome: 'remark', code: 'bundleAge', params: { hours } },
    ],
  };
}

function readBundle(file: string): Bundle {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Bundle;
  } catch {
    throw new CliError('bundleUnreadable', {
      zh: `读不了信任资料 ${file}。`,
      en: `The trust bundle ${file} cannot be read.`,
    });
  }
}

async function fetchEvidence(input: string): Promise<Evidence> {
  const lists = new Map<string, string>();
  const documents = new Map<string, JsonObject>();
  const needs = needsOf(input);
  for (const url of needs.statusLists) {
    const text = await fetchText(url, 'application/vc+jwt, application/json;q=0.5');
    if (text !== undefined) lists.set(url, text.trim());
  }
  const controllers = new Set([needs, ...[...lists.values()].map(needsOf)].flatMap(each => each.controllers));
  for (const did of controllers) {
    const document = await fetchDocument(did);
    if (document !== undefined) documents.set(did, document);
  }
  return { given: { document: id => documents.get(id), statusList: url => lists.get(url) }, findings: [] };
}

async function fetchDocument(did: string): Promise<JsonObject | undefined> {
  const url = didWebUrl(did) ?? (did.startsWith('https://') ? did : undefined);
  if (url === undefined) return undefined;
  // A machine's own instance has no certificate: only there is plain HTTP taken.
  const local = /^https:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//.test(url);
  const text = await fetchText(
    local ? url.replace('https:', 'http:') : url,
    'application/did+json, application/json',
  );
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
  } catch {
    return undefined;
  }
}
