import type { EpcisProblem } from '../problem.ts';
import type { XmlElement } from './xml-element.ts';

/** Tells lines and columns of offsets in a text; both count from 1. */
export function lineReader(
  text: string,
): (offset: number) => { readonly line: number; readonly column: number } {
  let starts: number[] | undefined;
  return offset => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The names from the root to an element, with its place among those of its name: `/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]`. */
export function pathOf(root: XmlElement, element: XmlElement): string {
  let path = `/${root.local}`;
  let current = root;
  while (current !== element) {
    const next = current.children.find(each => each.start <= element.start && element.end <= each.end);
    if (next === undefined) return path;
    const alike = current.children.filter(each => each.local === next.local);
    path += alike.length === 1 ? `/${next.local}` : `/${next.local}[${alike.indexOf(next) + 1}]`;
    current = next;
  }
  return path;
}

/** A problem at an element: its path, line and column. */
export function placed(
  problem: EpcisProblem,
  root: XmlElement,
  element: XmlElement,
  lineOf: ReturnType<typeof lineReader>,
): EpcisProblem {
  const { line, column } = lineOf(element.start);
  return { code: problem.code, at: pathOf(root, element), params: { ...problem.params, line, column } };
}

/** The element that a JSON Pointer below `value` came from: the innermost that is known. */
export function elementAt(
  value: unknown,
  pointer: string,
  origins: ReadonlyMap<object, ReadonlyMap<string, XmlElement>>,
  otherwise: XmlElement,
): XmlElement {
  let found = otherwise;
  let current = value;
  for (const token of pointer.split('/').slice(1)) {
    if (typeof current !== 'object' || current === null) break;
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    found = origins.get(current)?.get(key) ?? found;
    current = (current as Record<string, unknown>)[key];
  }
  return found;
}
