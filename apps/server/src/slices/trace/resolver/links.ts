import { GS1_VOCABULARY, type LinkContext, type Linkset, type LinkTarget } from '@pinxin/contract/linkset';
import type { NamedCode, ScanPage } from '@pinxin/contract/scan';

/** A place where something about the thing can be read, with what it is (GS1 Web Vocabulary link type). */
export interface Link {
  readonly type: string;
  readonly href: string;
  readonly title: string;
  readonly mediaType: string;
  readonly language?: string;
}

const HTML = 'text/html';
const JSON_TYPE = 'application/json';
const LINKSET = 'application/linkset+json';
const VC_JWT = 'application/vc+jwt';

interface Wish {
  readonly type: string;
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

/** Every link of one thing, the product page first. Bases and paths are this host's own. */
export function linksOf(code: NamedCode, base: string): readonly Link[] {
  const pages: readonly Wish[] = [
    { type: 'pip', path: code.path, zh: '产品信息', en: 'Product information' },
    { type: 'traceability', path: `/lineage${code.path}`, zh: '来龙去脉', en: 'Traceability' },
    {
      type: 'certificationInfo',
      path: `${code.path}#marks`,
      zh: '标志和证书',
      en: 'Certification information',
    },
    { type: 'recallStatus', path: `${code.path}#verdict`, zh: '召回状态', en: 'Recall status' },
    {
      type: 'support',
      path: `/report?code=${encodeURIComponent(code.text)}`,
      zh: '投诉或报告假冒',
      en: 'Report a fake',
    },
  ];
  const html = pages.flatMap(({ type, path, zh, en }) => [
    { type, href: `${base}${withLanguage(path, 'zh-CN')}`, title: zh, mediaType: HTML, language: 'zh-CN' },
    { type, href: `${base}${withLanguage(path, 'en')}`, title: en, mediaType: HTML, language: 'en' },
  ]);
  const data = `${base}${code.path}?as=json`;
  return [
    ...html,
    ...(hasPassport(code) ? passportLinks(code, base) : []),
    { type: 'masterData', href: data, title: '本页的数据 Data of this page', mediaType: JSON_TYPE },
    { type: 'recallStatus', href: data, title: '召回状态数据 Recall status data', mediaType: JSON_TYPE },
    {
      type: 'epcis',
      href: `${base}/events?${epcisParameter(code)}=${encodeURIComponent(code.uri)}`,
      title: 'EPCIS 2.0 事件 events',
      mediaType: JSON_TYPE,
    },
  ];
}

/** Lots and single packs have one; of a product alone nobody knows where it was made. */
function hasPassport({ thing }: NamedCode): boolean {
  return thing === 'lot' || thing === 'item';
}

/** 产品护照 (UNTP Digital Product Passport): as signed first, for it is made for programs. */
function passportLinks({ path }: NamedCode, base: string): readonly Link[] {
  const href = `${base}/passports${path}`;
  const page = (language: string, title: string) => ({
    ...{ type: 'dpp', href: `${href}?lang=${language}`, title, mediaType: HTML, language },
  });
  return [
    { type: 'dpp', href: `${href}?as=jwt`, title: '产品护照 Product passport', mediaType: VC_JWT },
    page('zh-CN', '产品护照'),
    page('en', 'Product passport'),
  ];
}

/** The credentials of marks that hold: what `certificationInfo` leads a program to. */
function credentialLinks({ registered }: ScanPage, base: string): readonly Link[] {
  return registered
    .filter(({ status }) => status === 'valid')
    .map(({ id, name, number }) => ({
      ...{ type: 'certificationInfo', href: `${base}/credentials/${id}`, mediaType: VC_JWT },
      title: [name?.['zh-CN'] ?? '证书', number].filter(Boolean).join(' '),
    }));
}

/** EPCIS 2.0 §8.2.7: instances and classes are asked for by different parameters. */
function epcisParameter(code: NamedCode): string {
  return code.thing === 'lot' || code.thing === 'product' ? 'MATCH_anyEPCClass' : 'MATCH_anyEPC';
}

/** All links as an RFC 9264 linkset in the shape of the GS1 linkset schema. */
export function linksetOf(code: NamedCode, view: ScanPage, base: string): Linkset {
  const links = [...linksOf(code, base), ...credentialLinks(view, base)];
  const first = links[0]!;
  const relations: Record<string, LinkTarget[]> = {
    [`${GS1_VOCABULARY}defaultLink`]: [{ href: `${base}${code.path}`, title: first.title }],
  };
  for (const link of links) {
    const relation = `${GS1_VOCABULARY}${link.type}`;
    relations[relation] = [
      ...(relations[relation] ?? []),
      {
        href: link.href,
        title: link.title,
        type: link.mediaType,
        ...(link.language ? { hreflang: [link.language] } : {}),
      },
    ];
  }
  const context: LinkContext = {
    anchor: `${base}${code.path}`,
    itemDescription: view.product ? `${view.product.name['zh-CN']} ${view.label}` : view.code,
    ...relations,
  };
  return { linkset: [context] };
}

/** What a request wants of a code. */
export type LinkWish =
  | { readonly kind: 'page' }
  | { readonly kind: 'data' }
  | { readonly kind: 'linkset' }
  | { readonly kind: 'redirect'; readonly link: Link }
  | { readonly kind: 'noSuchLink'; readonly linkType: string };

/** What of a request decides. */
export interface LinkRequest {
  readonly linkType: string | undefined;
  readonly as: string | undefined;
  readonly accept: string | undefined;
  readonly language: string;
}

/**
 * GS1-Conformant Resolver 1.2: `linkType` first (`linkset` and the older `all` ask for everything), then the media
 * type; without either the default link, which here is the page at this very address.
 */
export function chooseLink(links: readonly Link[], request: LinkRequest): LinkWish {
  const { linkType } = request;
  if (linkType !== undefined && linkType !== '') {
    const name = plainName(linkType);
    if (name === 'linkset' || name === 'all') return { kind: 'linkset' };
    if (name === 'defaultLink') return { kind: 'page' };
    const candidates = links.filter(link => link.type === name);
    return candidates.length === 0
      ? { kind: 'noSuchLink', linkType }
      : { kind: 'redirect', link: bestOf(candidates, preferredType(request.accept), request.language) };
  }
  return chooseType(request.as, request.accept);
}

/** UNTP's own names for what GS1 has a link type for: `untp:dpp`, `untp:dcc`. */
const UNTP_NAMES: Readonly<Record<string, string>> = {
  dpp: 'dpp',
  dcc: 'certificationInfo',
  dte: 'epcis',
  idr: 'linkset',
};

function plainName(linkType: string): string {
  const untp = /^(?:untp:|https:\/\/vocabulary\.uncefact\.org\/untp\/linkType#)(\w+)$/.exec(linkType)?.[1];
  if (untp !== undefined) return UNTP_NAMES[untp] ?? linkType;
  return linkType.replace(/^gs1:/, '').replace(/^https?:\/\/(?:www\.)?gs1\.org\/voc\//, '');
}

/** What is wanted where no link type is named. */
export function chooseType(as: string | undefined, accept: string | undefined): LinkWish {
  if (as === 'json') return { kind: 'data' };
  const accepted = preferredType(accept);
  if (as === 'linkset' || accepted === LINKSET) return { kind: 'linkset' };
  return { kind: accepted === JSON_TYPE ? 'data' : 'page' };
}

/** Media type first, then language, then links without a language, then the first. */
function bestOf(candidates: readonly Link[], accepted: string, language: string): Link {
  const fitting = candidates.filter(link => link.mediaType === accepted);
  const pool = fitting.length > 0 ? fitting : candidates;
  return (
    pool.find(link => link.language === language) ??
    pool.find(link => link.language === undefined) ??
    pool[0]!
  );
}

const OFFERED: Readonly<Record<string, string>> = {
  'text/html': HTML,
  'application/xhtml+xml': HTML,
  'text/*': HTML,
  '*/*': HTML,
  'application/json': JSON_TYPE,
  'application/ld+json': JSON_TYPE,
  'application/linkset+json': LINKSET,
  'application/vc+jwt': VC_JWT,
};

/** The offered media type that the reader likes best (RFC 9110 §12.5.1); pages when it says nothing we know. */
export function preferredType(accept = '*/*'): string {
  let type = PREFERRED.get(accept);
  if (type === undefined) {
    type = readAccept(accept);
    if (PREFERRED.size >= MOST_ACCEPTS) PREFERRED.clear();
    PREFERRED.set(accept, type);
  }
  return type;
}

/** Browsers send few different wishes. */
const PREFERRED = new Map<string, string>();
const MOST_ACCEPTS = 200;

function readAccept(accept: string): string {
  const wishes = accept.split(',').map((entry, order) => {
    const [type = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const weight = parameters.map(parameter => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
    return { type: OFFERED[type.trim()], weight: weight === undefined ? 1 : Number(weight), order };
  });
  return (
    wishes
      .filter(wish => wish.type !== undefined && wish.weight > 0)
      .sort((one, other) => other.weight - one.weight || one.order - other.order)[0]?.type ?? HTML
  );
}

function withLanguage(path: string, language: string): string {
  const [before = '', fragment] = path.split('#', 2);
  const joined = `${before}${before.includes('?') ? '&' : '?'}lang=${language}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
