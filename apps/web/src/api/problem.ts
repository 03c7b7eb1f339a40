/** RFC 9457 body as the server writes it. */
export interface ProblemDocument {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly problems: readonly { readonly at: string; readonly code: string; readonly message: string }[];
}

/** A request that the server refused, with its reasons in the reader's language. */
export class Refusal extends Error {
  readonly document: ProblemDocument;
  constructor(document: ProblemDocument) {
    super(document.title);
    this.name = 'Refusal';
    this.document = document;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
}

/** The name path of a form field that a problem's JSON pointer means, e.g. `/places/0/gln` → places, 0, gln. */
export function fieldPath(pointer: string): readonly (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));
}
