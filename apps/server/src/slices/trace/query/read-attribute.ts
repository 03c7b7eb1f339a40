import type { EventContext } from '@pinxin/epcis/context';
import type { AttributeOwner, Condition } from './event-query.ts';
import { listOf, type Refuse } from './given-values.ts';
import { fullName } from './read-extension.ts';

/**
 * `EQATTR_epcClass_cbvmda:descriptionShort`; `HASATTR_bizLocation` with names of attributes as values, as EPCIS 1.2
 * has it, or one name behind it, as later texts do.
 */
export const ATTRIBUTE_NAME =
  /^(?:(HASATTR)_(readPoint|bizLocation|bizTransaction|source|destination|epcClass)(?:_(.+))?|(EQATTR)_(readPoint|bizLocation|bizTransaction|source|destination|epcClass)_(.+))$/;

/** Reads what `ATTRIBUTE_NAME` names. */
export function readAttribute(
  given: readonly string[],
  refuse: Refuse,
  parameter: string,
  context: EventContext,
): Condition | undefined {
  const [, has, hasOf, hasName, , equalOf, equalName = ''] = ATTRIBUTE_NAME.exec(parameter) ?? [];
  if (has === undefined) {
    const names = namesOf([equalName], refuse, context);
    const values = listOf(given, refuse);
    return names && values && { kind: 'attribute', of: equalOf as AttributeOwner, names, values };
  }
  if (hasName !== undefined && given.join() === 'false') return undefined;
  if (hasName !== undefined && given.join() !== '' && given.join() !== 'true') return refuse('notATruth');
  const written = hasName === undefined ? listOf(given, refuse) : [hasName];
  const names = written && namesOf(written, refuse, context);
  return names && { kind: 'attribute', of: hasOf as AttributeOwner, names, values: undefined };
}

function namesOf(
  written: readonly string[],
  refuse: Refuse,
  context: EventContext,
): readonly string[] | undefined {
  const names: string[] = [];
  for (const each of written) {
    const name = fullName(each, context);
    if (name === undefined) return refuse('unknownPrefix', { prefix: each.slice(0, each.indexOf(':')) });
    names.push(name);
  }
  return names;
}
