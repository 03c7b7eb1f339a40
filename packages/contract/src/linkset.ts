/** One target of a link relation, RFC 9264 §4.2.3 in the shape of the GS1 linkset schema. */
export interface LinkTarget {
  readonly href: string;
  readonly title: string;
  readonly hreflang?: readonly string[];
  readonly type?: string;
}

/** A link context: the identified thing, and its targets by relation URI. */
export interface LinkContext {
  readonly anchor: string;
  readonly itemDescription: string;
  readonly [relation: string]: string | readonly LinkTarget[];
}

/** A linkset document, media type `application/linkset+json`. */
export interface Linkset {
  readonly linkset: readonly LinkContext[];
}

/** GS1 Web Vocabulary, where link types live. */
export const GS1_VOCABULARY = 'https://gs1.org/voc/';

/** The context that makes a linkset JSON-LD; sent in a `Link` header, never fetched. */
export const LINKSET_CONTEXT = 'https://ref.gs1.org/standards/resolver/linkset-context';

/** A link that does not hold to RFC 9264, by its place in the document. */
export interface LinksetProblem {
  readonly pointer: string;
  readonly problem:
    | 'notAnObject'
    | 'linksetMissing'
    | 'anchorMissing'
    | 'anchorNotAUri'
    | 'relationNotRegisteredOrUri'
    | 'targetsNotAnArray'
    | 'hrefMissing'
    | 'hrefNotAUri'
    | 'attributeOfWrongType';
}

const RELATION = /^(?:[a-z][a-z0-9.-]*|https?:\/\/[^\s"<>]+)$/;
const LANGUAGE = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

/**
 * Everything that is wrong with a linkset; nothing is wrong when the list is empty.
 * Stricter schemas in circulation refuse `zh-Hans` and `und`; RFC 9264 §4.2.4 does not, neither do we.
 * Members of a context that are no arrays are its own metadata and are let pass.
 */
export function linksetProblems(document: unknown): readonly LinksetProblem[] {
  if (!isObject(document)) return [{ pointer: '', problem: 'notAnObject' }];
  const contexts = document.linkset;
  if (!Array.isArray(contexts)) return [{ pointer: '/linkset', problem: 'linksetMissing' }];
  return contexts.flatMap((context: unknown, index) => contextProblems(context, `/linkset/${index}`));
}

function contextProblems(context: unknown, pointer: string): LinksetProblem[] {
  if (!isObject(context)) return [{ pointer, problem: 'notAnObject' }];
  const problems: LinksetProblem[] = [];
  const relations = Object.entries(context).filter(
    ([name, value]) => name !== 'anchor' && (Array.isArray(value) || isObject(value)),
  );
  if (relations.length > 0 && context.anchor === undefined) {
    problems.push({ pointer: `${pointer}/anchor`, problem: 'anchorMissing' });
  } else if (context.anchor !== undefined && !isUri(context.anchor)) {
    problems.push({ pointer: `${pointer}/anchor`, problem: 'anchorNotAUri' });
  }
  for (const [name, value] of relations) {
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!RELATION.test(name)) problems.push({ pointer: place, problem: 'relationNotRegisteredOrUri' });
    if (!Array.isArray(value)) problems.push({ pointer: place, problem: 'targetsNotAnArray' });
    else {
      for (const [index, target] of value.entries())
        problems.push(...targetProblems(target, `${place}/${index}`));
    }
  }
  return problems;
}

function targetProblems(target: unknown, pointer: string): LinksetProblem[] {
  if (!isObject(target)) return [{ pointer, problem: 'notAnObject' }];
  const problems: LinksetProblem[] = [];
  if (target.href === undefined) problems.push({ pointer: `${pointer}/href`, problem: 'hrefMissing' });
  else if (!isUri(target.href)) problems.push({ pointer: `${pointer}/href`, problem: 'hrefNotAUri' });
  const wrong = (name: string) =>
    problems.push({ pointer: `${pointer}/${name}`, problem: 'attributeOfWrongType' });
  if (target.title !== undefined && typeof target.title !== 'string') wrong('title');
  if (target.type !== undefined && !(typeof target.type === 'string' && MEDIA_TYPE.test(target.type))) {
    wrong('type');
  }
  const languages = target.hreflang;
  if (languages !== undefined && !(Array.isArray(languages) && languages.every(isLanguage)))
    wrong('hreflang');
  const translated = target['title*'];
  if (translated !== undefined && !(Array.isArray(translated) && translated.every(isTranslated)))
    wrong('title*');
  return problems;
}

function isTranslated(value: unknown): boolean {
  return isObject(value) && typeof value.value === 'string';
}

function isLanguage(value: unknown): boolean {
  return typeof value === 'string' && LANGUAGE.test(value);
}

/** A URI or a reference that resolves against the place the linkset came from. */
function isUri(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value !== '' &&
    !/[\s<>"]/.test(value) &&
    URL.canParse(value, 'https://example.org/')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
