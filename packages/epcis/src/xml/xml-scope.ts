import { prefixesOf, type Scope } from './xml-element.ts';
import { CBV_MDA_XML, EPCIS_2, JSON_IN_XML, SBDH, XML, XSD, XSI } from './xml-names.ts';

/** What an event that was cut out of its document may use without saying so. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['xml', XML],
  ['epcis', EPCIS_2],
  ['xsi', XSI],
  ['xsd', XSD],
  ['sbdh', SBDH],
  ['cbvmda', CBV_MDA_XML],
  ['json', JSON_IN_XML],
]);

/**
 * The namespaces that events are read with, beyond the usual ones, to be kept beside the bytes of each: one object in a
 * list, as a JSON `@context` would have it, the default namespace under the empty name. Undefined when there are none.
 */
export function scopeToKeep(scope: Scope | undefined): unknown {
  if (scope === undefined) return undefined;
  const kept = [...prefixesOf(scope)].filter(
    ([prefix, namespace]) => USUAL.get(prefix) !== namespace && !(prefix === '' && namespace === ''),
  );
  return kept.length === 0 ? undefined : [Object.fromEntries(kept)];
}

/** The scope that {@link scopeToKeep} told of. */
export function keptScope(kept: unknown): Scope {
  const own = new Map(USUAL);
  for (const entry of Array.isArray(kept) ? kept : []) {
    for (const [prefix, namespace] of Object.entries(entry as Readonly<Record<string, unknown>>))
      if (typeof namespace === 'string') own.set(prefix, namespace);
  }
  return { outer: undefined, own };
}
