import { DATASETS } from './datasets.ts';
import { DATA_FORMATS, type DataFormat } from './open-data.ts';

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';
const FILE_TYPES: Readonly<Record<DataFormat, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** 目录: the data sets as DCAT 3 in JSON-LD. `site` is this site's own origin; `modified` the instant of its last commit. */
export function catalogueOf(site: string, modified: string): object {
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${site}/open-data/catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': [literal('品信开放数据', 'zh-CN'), literal('Pinxin open data', 'en')],
    'dct:language': ['zh-CN', 'en'],
    'dct:modified': instant(modified),
    'dct:license': { '@id': LICENCE },
    'dcat:dataset': DATASETS.map(({ name, title, description }) => ({
      '@id': `${site}/open-data#d-${name}`,
      '@type': 'dcat:Dataset',
      'dct:identifier': name,
      'dct:title': [literal(title['zh-CN'], 'zh-CN'), literal(title.en, 'en')],
      'dct:description': [literal(description['zh-CN'], 'zh-CN'), literal(description.en, 'en')],
      'dct:modified': instant(modified),
      'dct:license': { '@id': LICENCE },
      'dcat:landingPage': { '@id': `${site}/open-data#d-${name}` },
      'dcat:distribution': DATA_FORMATS.map(format => ({
        '@id': `${site}/open-data/${name}.${format}`,
        '@type': 'dcat:Distribution',
        'dct:format': format.toUpperCase(),
        'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${FILE_TYPES[format]}` },
        'dcat:downloadURL': { '@id': `${site}/open-data/${name}.${format}` },
        'dcat:accessURL': { '@id': `${site}/open-data#d-${name}` },
      })),
    })),
  };
}

function literal(value: string, language: string): object {
  return { '@value': value, '@language': language };
}

function instant(value: string): object {
  return { '@value': value, '@type': 'xsd:dateTime' };
}
