import { isObject, type Json, type JsonObject } from '@pinxin/credentials/encoding/json';

/** A document after the operations `add`, `remove` and `replace` of RFC 6902. Throws RangeError for any other. */
export function patched(document: Json, operations: readonly JsonObject[]): Json {
  return operations.reduce((value, operation) => {
    const path = String(operation.path)
      .split('/')
      .slice(1)
      .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return applied(value, path, operation);
  }, document);
}

function applied(value: Json, path: readonly string[], operation: JsonObject): Json {
  const [name, ...rest] = path;
  if (name === undefined) return operation.value ?? null;
  if (Array.isArray(value)) return appliedToList(value as readonly Json[], name, rest, operation);
  if (!isObject(value)) throw new RangeError(`nothing at ${String(operation.path)}`);
  if (rest.length > 0) return { ...value, [name]: applied(value[name] ?? null, rest, operation) };
  const { [name]: _, ...others } = value;
  return isRemoval(operation) ? others : { ...value, [name]: operation.value ?? null };
}

function appliedToList(
  items: readonly Json[],
  name: string,
  rest: readonly string[],
  operation: JsonObject,
): Json {
  const index = name === '-' ? items.length : Number(name);
  if (rest.length > 0) return items.with(index, applied(items[index] ?? null, rest, operation));
  if (isRemoval(operation)) return items.toSpliced(index, 1);
  return items.toSpliced(index, operation.op === 'replace' ? 1 : 0, operation.value ?? null);
}

function isRemoval({ op }: JsonObject): boolean {
  if (op === 'add' || op === 'remove' || op === 'replace') return op === 'remove';
  throw new RangeError(`operation ${String(op)}`);
}
