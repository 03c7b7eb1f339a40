/** Why a text is no linkset (RFC 9264), by JSON Pointer; undefined when it is one. */
export function linksetProblem(linkset: unknown): string | undefined {
  if (!isObject(linkset) || !Array.isArray(linkset.linkset)) return '/linkset: a list is expected';
  for (const [index, context] of linkset.linkset.entries()) {
    const problem = contextProblem(context, `/linkset/${index}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absolute URI, or a path that the linkset's own address completes (RFC 9264, 4.2.2 and 4.2.3). */
function isReference(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && URL.canParse(value, 'https://id.gs1.org/');
}

function contextProblem(context: unknown, at: string): string | undefined {
  if (!isObject(context)) return `${at}: an object is expected`;
  for (const [relation, targets] of Object.entries(context)) {
    const here = `${at}/${relation.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (relation === 'anchor') {
      if (!isReference(targets)) return `${here}: a URI is expected`;
    } else if (relation === 'itemDescription') {
      // GS1-Conformant Resolver 1.2, linkset schema
      if (typeof targets !== 'string') return `${here}: a text is expected`;
    } else if (!Array.isArray(targets)) {
      return `${here}: a list of targets is expected`;
    } else {
      for (const [index, target] of targets.entries()) {
        const problem = targetProblem(target, `${here}/${index}`);
        if (problem !== undefined) return problem;
      }
    }
  }
  return undefined;
}

const TEXTS = ['title', 'type', 'media'] as const;

function targetProblem(target: unknown, at: string): string | undefined {
  if (!isObject(target)) return `${at}: an object is expected`;
  if (!isReference(target.href)) return `${at}/href: a URI is expected`;
  for (const field of TEXTS) {
    if (target[field] !== undefined && typeof target[field] !== 'string')
      return `${at}/${field}: a text is expected`;
  }
  const { hreflang } = target;
  if (hreflang === undefined) return undefined;
  const languages = Array.isArray(hreflang) && hreflang.every(tag => typeof tag === 'string');
  return languages ? undefined : `${at}/hreflang: a list of language tags is expected`;
}
