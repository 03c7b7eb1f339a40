import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { linksetProblems } from '@pinxin/contract/linkset';
import type { Suite, SuiteResult } from './suite.ts';

/** One JSON file of a folder, with its path below it. */
interface Vector {
  readonly name: string;
  readonly document: unknown;
}

/** RFC 9264 linksets that must be accepted, or refused where the file's name begins with `invalid`. */
const linksetExamples: Suite = {
  name: 'linkset-examples',
  find: root => findFolder(root, 'linkset-examples'),
  run: async path => {
    const tally = new Tally('linkset-examples');
    for (const { name, document } of await readVectors(path)) {
      const problems = linksetProblems(document);
      const mustFail = basename(name).startsWith('invalid');
      if (mustFail === problems.length > 0) tally.pass();
      else tally.fail(name, mustFail ? 'was accepted' : `was refused: ${JSON.stringify(problems[0])}`);
    }
    return tally.result();
  },
};

/**
 * Link lists of the community resolver. Its files are its own input format, not linksets: what each entry would
 * be answered as (one linkset context, its links by relation) must be a valid linkset.
 */
const resolverExamples: Suite = {
  name: 'resolver-ce-examples',
  find: root => findFolder(root, 'resolver-ce-examples'),
  run: async path => {
    const tally = new Tally('resolver-ce-examples');
    for (const { name, document } of await readVectors(path)) {
      const entries = Array.isArray(document) ? document : [document];
      for (const [index, entry] of entries.entries()) checkEntry(entry, `${name}#${index}`, tally);
    }
    return tally.result();
  },
};

/** Both suites about links from codes. */
export const linksetSuites: readonly Suite[] = [linksetExamples, resolverExamples];

function checkEntry(entry: unknown, name: string, tally: Tally): void {
  if (!isObject(entry)) {
    tally.fail(name, 'is no object');
  } else if (Array.isArray(entry.links)) {
    const [first] = linksetProblems(answerOf(entry, entry.links));
    if (first === undefined) tally.pass();
    else tally.fail(name, JSON.stringify(first));
  } else if (Array.isArray(entry.data)) {
    for (const [index, stored] of entry.data.entries()) checkStored(stored, `${name}/data/${index}`, tally);
  } else {
    tally.skip(name, 'neither links nor stored linksets');
  }
}

/** A stored answer; a default link that is a single object instead of a list is this software's own storage form. */
function checkStored(stored: unknown, name: string, tally: Tally): void {
  const contexts = isObject(stored) && Array.isArray(stored.linkset) ? stored.linkset : [];
  const listed = contexts.map((context: unknown) => (isObject(context) ? inLists(context) : context));
  const problems = linksetProblems({ linkset: listed });
  if (contexts.length > 0 && problems.length === 0) tally.pass();
  else tally.fail(name, JSON.stringify(problems[0] ?? 'holds no linkset'));
}

function inLists(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [name, isObject(value) ? [value] : value]),
  );
}

function answerOf(entry: Readonly<Record<string, unknown>>, links: readonly unknown[]): object {
  const relations: Record<string, object[]> = {};
  for (const link of links) {
    if (!isObject(link)) continue;
    const { linktype, ...target } = link;
    const relation = String(linktype).replace(/^gs1:/, 'https://gs1.org/voc/');
    relations[relation] = [...(relations[relation] ?? []), target];
  }
  // Documentation writes the host as a placeholder in angle brackets; any host will do.
  const anchor = String(entry.anchor).replace(/<[a-z-]+>/, 'resolver.example');
  return { linkset: [{ anchor, itemDescription: entry.itemDescription, ...relations }] };
}

class Tally {
  readonly #suite: string;
  #passed = 0;
  readonly #failures: string[] = [];
  readonly #skips: string[] = [];

  constructor(suite: string) {
    this.#suite = suite;
  }

  pass(): void {
    this.#passed += 1;
  }

  fail(vector: string, why: string): void {
    this.#failures.push(`${vector}: ${why}`);
  }

  skip(vector: string, why: string): void {
    this.#skips.push(`${vector}: ${why}`);
  }

  result(): SuiteResult {
    return {
      suite: this.#suite,
      passed: this.#passed,
      failed: this.#failures.length,
      skipped: this.#skips.length,
      failures: this.#failures,
      skips: this.#skips,
    };
  }
}

async function findFolder(root: string, name: string): Promise<string | undefined> {
  if (basename(root) === name) return root;
  for (const path of [join(root, name), join(root, 'epcis', name)]) if (existsSync(path)) return path;
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found = entries.find(entry => entry.isDirectory() && entry.name === name);
  return found && join(found.parentPath, found.name);
}

async function readVectors(folder: string): Promise<readonly Vector[]> {
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async name => ({
      name,
      document: JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown,
    })),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
