import type { Expectation } from './guide.ts';

/** Stands for anything: a part of a line, whole lines, a value, further members or elements. */
export const ANYTHING = '…';

/** Why an output is not what was promised; undefined when it is. */
export function disagreement(expected: Expectation, output: string): string | undefined {
  switch (expected.kind) {
    case 'text':
      return textDisagreement(expected.text, output);
    case 'json':
      return jsonDisagreement(JSON.parse(expected.text), parsed(output), '');
  }
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}

/** Line ends are blanked (HTTP's are CR LF), and blank lines around the whole don't count. */
function textDisagreement(expected: string, output: string): string | undefined {
  const wanted = linesOf(expected).map(line => (line === ANYTHING ? '(?:.*\n)*?' : `${pattern(line)}\n`));
  const given = linesOf(output).map(line => `${line}\n`);
  return new RegExp(`^${wanted.join('')}$`).test(given.join('')) ? undefined : `not as promised:\n${output}`;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map(line => line.trimEnd());
  const first = lines.findIndex(line => line !== '');
  const last = lines.findLastIndex(line => line !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function pattern(text: string): string {
  return text
    .split(ANYTHING)
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
}

/** Members and elements stand for themselves; the member or last element `…` allows more of them. */
function jsonDisagreement(expected: unknown, given: unknown, at: string): string | undefined {
  if (expected === ANYTHING) return undefined;
  const wrong = `${at || '/'} is ${JSON.stringify(given)}, promised was ${JSON.stringify(expected)}`;
  if (typeof expected === 'string') {
    return typeof given === 'string' && new RegExp(`^${pattern(expected)}$`, 's').test(given)
      ? undefined
      : wrong;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(given)) return wrong;
    const open = expected.at(-1) === ANYTHING;
    const wanted: readonly unknown[] = open ? expected.slice(0, -1) : expected;
    if (open ? given.length < wanted.length : given.length !== wanted.length) return wrong;
    return firstOf(wanted.map((value, index) => jsonDisagreement(value, given[index], `${at}/${index}`)));
  }
  if (typeof expected !== 'object' || expected === null) return expected === given ? undefined : wrong;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return wrong;
  const { [ANYTHING]: more, ...members } = expected as Record<string, unknown>;
  const surplus = Object.keys(given).filter(name => !Object.hasOwn(members, name));
  if (more === undefined && surplus.length > 0)
    return `${at || '/'} has ${surplus.join(', ')}, which is not promised`;
  return firstOf(
    Object.entries(members).map(([name, value]) =>
      jsonDisagreement(value, (given as Record<string, unknown>)[name], `${at}/${name}`),
    ),
  );
}

function firstOf(findings: readonly (string | undefined)[]): string | undefined {
  return findings.find(finding => finding !== undefined);
}
