import type { FastifyInstance, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import type { ProblemDetail } from './problem.ts';

const PLACES: Readonly<Record<string, string>> = {
  body: '',
  querystring: '/query',
  params: '/path',
  headers: '/header',
};

/**
 * Checks requests against their TypeBox schemas, all findings at once. Texts of query and path become numbers
 * and truth values where the schema says so; bodies are taken as they are: "1" is not 1 there.
 */
export function checkRequests(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    const validator = Compile(schema);
    const convert = httpPart !== 'body';
    return (input: unknown) => {
      const value = convert ? Value.Default(schema, Value.Convert(schema, input)) : input;
      if (validator.Check(value)) return { value };
      return { error: validator.Errors(value) as unknown as FastifySchemaValidationError[] } as never;
    };
  });
}

interface Finding {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What a schema found, as problem details. */
export function describeFindings(findings: readonly unknown[], part: string): readonly ProblemDetail[] {
  const place = PLACES[part] ?? '';
  // `boolean` repeats from the place itself what `additionalProperties` says of it.
  const told = withChoices(findings as readonly Finding[]).filter(({ keyword }) => keyword !== 'boolean');
  return told.slice(0, 100).flatMap(finding => {
    const names = namesIn(finding);
    const at = `${place}${finding.instancePath}`;
    if (names.length === 0) return [{ at, code: finding.keyword, message: sentence(finding, undefined) }];
    return names.map(name => ({
      at: `${at}/${name}`,
      code: finding.keyword,
      message: sentence(finding, name),
    }));
  });
}

/** One of several values is told once, with all that there are, and not value by value. */
function withChoices(findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap(finding => {
    const isOfThis = (other: Finding): boolean => other.instancePath === finding.instancePath;
    const isChoice = findings.some(other => other.keyword === 'anyOf' && isOfThis(other));
    if (finding.keyword === 'const' && isChoice) return [];
    if (finding.keyword !== 'anyOf') return [finding];
    const values = findings
      .filter(other => other.keyword === 'const' && isOfThis(other))
      .map(({ params }) => params?.allowedValue);
    if (values.length === 0 || values.includes(undefined)) return [finding];
    return [{ ...finding, params: { choices: values.join(', ') } }];
  });
}

function namesIn({ keyword, params }: Finding): readonly string[] {
  const names = keyword === 'required' ? params?.requiredProperties : params?.additionalProperties;
  return Array.isArray(names) ? names.map(String) : [];
}

function sentence(finding: Finding, name: string | undefined): { 'zh-CN': string; en: string } {
  const limit = String(finding.params?.limit ?? '');
  switch (finding.keyword) {
    case 'required':
      return { 'zh-CN': `缺少 ${name}`, en: `${name} is missing` };
    case 'additionalProperties':
      return { 'zh-CN': `不认识 ${name ?? '这一项'}`, en: `${name ?? 'this'} is not known here` };
    case 'type':
      return { 'zh-CN': `类型应为 ${finding.params?.type}`, en: `must be of type ${finding.params?.type}` };
    case 'minLength':
    case 'minItems':
      return { 'zh-CN': `太短，至少 ${limit}`, en: `too short, at least ${limit}` };
    case 'maxLength':
    case 'maxItems':
      return { 'zh-CN': `太长，至多 ${limit}`, en: `too long, at most ${limit}` };
    case 'pattern':
    case 'format':
      return { 'zh-CN': '格式不对', en: `wrong format: ${finding.message}` };
    case 'enum':
    case 'const':
    case 'anyOf':
      return finding.params?.choices === undefined
        ? { 'zh-CN': '不是允许的值', en: `not an allowed value: ${finding.message}` }
        : { 'zh-CN': `只能是：${finding.params.choices}`, en: `must be one of: ${finding.params.choices}` };
    default:
      return { 'zh-CN': `不符合要求（${finding.keyword}）`, en: finding.message };
  }
}
