import type { EventContext } from '@pinxin/epcis/context';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { QueryProblem } from '../query/event-query.ts';
import { listOf, oneOf, type Refuse } from '../query/given-values.ts';
import { storedUri } from '../query/parameter-values.ts';
import { fullName } from '../query/read-extension.ts';

/** A SimpleMasterDataQuery (EPCIS 1.2, 8.2.7.2) as understood. */
export interface MasterDataQuery {
  readonly includeAttributes: boolean;
  readonly includeChildren: boolean;
  /** Only these attributes are answered, by full name; all when absent. */
  readonly attributeNames: readonly string[] | undefined;
  readonly types: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  /** The element itself or one below it. */
  readonly within: readonly string[] | undefined;
  readonly hasAttributes: readonly string[] | undefined;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly maxElementCount: number | undefined;
}

type Given = Readonly<Record<string, unknown>>;
const NAMES: ReadonlySet<string> = new Set([
  ...['includeAttributes', 'includeChildren', 'attributeNames', 'vocabularyName', 'EQ_name', 'WD_name'],
  ...['HASATTR', 'maxElementCount'],
]);
const PASSED_OVER: ReadonlySet<string> = new Set(['lang', 'perPage', 'nextPageToken']);
const EQUAL = 'EQATTR_';

/** Reads its parameters; refuses with everything that is wrong with them. */
export function readMasterDataQuery(
  given: Given,
  context: EventContext,
): Result<MasterDataQuery, readonly QueryProblem[]> {
  const problems: QueryProblem[] = [];
  const parameters = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(given)) {
    if (PASSED_OVER.has(name)) continue;
    const isKnown = NAMES.has(name) || (name.startsWith(EQUAL) && !name.includes('\0'));
    if (typeof value !== 'string') problems.push({ parameter: name, code: 'repeatedParameter' });
    else if (!isKnown) problems.push({ parameter: name, code: 'unknownParameter' });
    else parameters.set(name, value.split('|'));
  }
  const query = new MasterDataReader(parameters, context, problems).query();
  return problems.length === 0 ? ok(query) : refuse(problems);
}

class MasterDataReader {
  private readonly parameters: ReadonlyMap<string, readonly string[]>;
  private readonly context: EventContext;
  private readonly problems: QueryProblem[];

  constructor(
    parameters: ReadonlyMap<string, readonly string[]>,
    context: EventContext,
    problems: QueryProblem[],
  ) {
    this.parameters = parameters;
    this.context = context;
    this.problems = problems;
  }

  query(): MasterDataQuery {
    const equal = [...this.parameters.keys()].filter(name => name.startsWith(EQUAL));
    return {
      includeAttributes: this.truth('includeAttributes'),
      includeChildren: this.truth('includeChildren'),
      attributeNames: this.list('attributeNames', each => this.attribute('attributeNames', each)),
      types: this.list('vocabularyName', each => each),
      names: this.list('EQ_name', storedUri),
      within: this.list('WD_name', storedUri),
      hasAttributes: this.list('HASATTR', each => this.attribute('HASATTR', each)),
      attributes: equal.map(name => ({
        name: this.attribute(name, name.slice(EQUAL.length)),
        values: this.list(name, each => each) ?? [],
      })),
      maxElementCount: this.count('maxElementCount'),
    };
  }

  private refuse(parameter: string): Refuse {
    return (code, params) => {
      this.problems.push(params === undefined ? { parameter, code } : { parameter, code, params });
      return undefined;
    };
  }

  private list(name: string, stored: (value: string) => string): readonly string[] | undefined {
    const given = this.parameters.get(name);
    return given === undefined ? undefined : listOf(given, this.refuse(name))?.map(stored);
  }

  /** Both are asked for unless `false` says not. */
  private truth(name: string): boolean {
    const given = this.parameters.get(name);
    if (given === undefined) return true;
    if (given.join() !== 'true' && given.join() !== 'false') this.refuse(name)('notATruth');
    return given.join() !== 'false';
  }

  private attribute(parameter: string, written: string): string {
    const name = fullName(written, this.context);
    if (name === undefined)
      this.refuse(parameter)('unknownPrefix', { prefix: written.slice(0, written.indexOf(':')) });
    return name ?? '';
  }

  private count(name: string): number | undefined {
    const given = this.parameters.get(name);
    const text = given === undefined ? undefined : oneOf(given, this.refuse(name));
    if (text === undefined) return undefined;
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
    this.refuse(name)('notACount', { most: '' });
    return undefined;
  }
}
