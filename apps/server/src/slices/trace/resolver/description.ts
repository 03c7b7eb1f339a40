import { GS1_VOCABULARY } from '@pinxin/contract/linkset';
import { LINK_KEYS } from '@pinxin/identifiers/link-key';

/** Link types that this resolver can answer with. */
export const LINK_TYPES = [
  'pip',
  'traceability',
  'certificationInfo',
  'dpp',
  'recallStatus',
  'support',
  'masterData',
  'epcis',
] as const;

const TITLES: Readonly<Record<(typeof LINK_TYPES)[number], readonly [string, string]>> = {
  pip: ['产品信息', 'Product information page'],
  traceability: ['来龙去脉', 'Traceability information'],
  certificationInfo: ['标志和证书', 'Certification information'],
  dpp: ['产品护照', 'Digital product passport'],
  recallStatus: ['召回状态', 'Recall status'],
  support: ['投诉或报告假冒', 'Support: complaints and reports of fakes'],
  masterData: ['本页的数据', 'Master data of the page'],
  epcis: ['EPCIS 事件', 'EPCIS repository'],
};

/** The resolver description file that GS1-Conformant Resolver requires at `/.well-known/gs1resolver`. */
export function resolverDescription(base: string): object {
  const titles = (index: 0 | 1) =>
    Object.fromEntries(
      LINK_TYPES.map(type => [
        `gs1:${type}`,
        { title: TITLES[type][index], url: `${GS1_VOCABULARY}${type}` },
      ]),
    );
  return {
    name: '品信 Pinxin',
    resolverRoot: base,
    supportedPrimaryKeys: LINK_KEYS.map(({ ai }) => ai),
    supportedLinkType: [
      { namespace: GS1_VOCABULARY, prefix: 'gs1:' },
      { namespace: 'https://vocabulary.uncefact.org/untp/linkType#', prefix: 'untp:' },
    ],
    linkTypeDefaultCanBeLinkset: true,
    supportsLanguageVariants: true,
    supportsSemanticInterpretation: false,
    validatesAICombinations: true,
    activeLinkTypes: { 'zh-CN': titles(0), en: titles(1) },
  };
}
