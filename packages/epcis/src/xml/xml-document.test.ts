import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedDocument } from '../event.ts';
import { allAtOnce } from '../steps.ts';
import { writeDocument } from '../write-document.ts';
import { writeXmlDocument } from './write-xml-document.ts';
import { parseXmlDocument } from './xml-document.ts';
import type { XmlElement } from './xml-element.ts';
import { XmlReader } from './xml-reader.ts';

const HEAD = { creationDate: '2026-06-21T00:00:00Z' };
const LOT = 'https://id.gs1.org/01/09521234543220/10/A';

const event = (more = '', declared = '') =>
  `<ObjectEvent${declared}><eventTime>2026-06-20T09:00:00+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList/><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep><quantityList><quantityElement><epcClass>${LOT}</epcClass></quantityElement></quantityList>${more}</ObjectEvent>`;
const documentOf = (events: string, declared = '') =>
  Buffer.from(
    `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"${declared} schemaVersion="2.0" creationDate="2026-06-21T00:00:00Z">\n<EPCISBody><EventList>\n${events}</EventList></EPCISBody></epcis:EPCISDocument>`,
  );

function parsed(bytes: Uint8Array): ParsedDocument {
  const result = parseXmlDocument(bytes, { strictness: 'strict' });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function jsonOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const [first] = parsed(bytes).events;
  if (first?.ok !== true) throw new Error(JSON.stringify(first));
  return first.value.value;
}

function problemsOf(bytes: Uint8Array) {
  const result = parseXmlDocument(bytes, { strictness: 'strict' });
  if (!result.ok) return result.error;
  return result.value.events.flatMap(each => (each.ok ? [] : each.error));
}

describe('an EPCIS XML event', () => {
  it('keeps one prefix for each namespace, wherever it was declared', () => {
    const more =
      '<p:a xmlns:p="urn:x:one">1</p:a><p:a xmlns:p="urn:x:two"><b xmlns="urn:x:three"/></p:a><cbvmda:c xmlns:cbvmda="urn:epcglobal:cbv:mda">L</cbvmda:c>';
    expect(jsonOf(documentOf(event(more)))).toMatchObject({
      '@context': [{ p: 'urn:x:one', p2: 'urn:x:two', ns: 'urn:x:three' }],
      ...{ 'p:a': '1', 'p2:a': { 'ns:b': '' }, 'cbvmda:c': 'L' },
    });
  });

  it('makes lists of repeated elements and keeps attributes beside the text', () => {
    const more = '<p:a>1</p:a><p:b u="kg">2</p:b><p:a><p:c/></p:a>';
    expect(jsonOf(documentOf(event(more), ' xmlns:p="urn:x:p"'))).toMatchObject({
      'p:a': ['1', { 'p:c': '' }],
      'p:b': { 'xml:text': '2', 'xml:attributes': { u: 'kg' } },
    });
  });

  it('tells every problem with the path of its element, line and column', () => {
    const bad = event().replace('ADD', 'LOOK').replace('<epcList/>', '<madeUp/><epcList/>');
    expect(
      problemsOf(documentOf(`${event()}\n${bad}`)).map(({ code, at, params }) => [code, at, params?.line]),
    ).toEqual([
      ['unknownAction', '/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/action', 4],
      ['unknownField', '/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/madeUp', 4],
    ]);
    const misplaced = event('<action>ADD</action>');
    expect(
      problemsOf(documentOf(misplaced))
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual([...['repeatedElement', 'wrongElementOrder']]);
  });

  it('has the place of an identifier that breaks a rule beyond the schema', () => {
    const [problem] = problemsOf(documentOf(event().replace('09521234543220', '09521234543221')));
    expect(problem).toMatchObject({
      code: 'brokenIdentifier',
      at: '/EPCISDocument/EPCISBody/EventList/ObjectEvent/quantityList/quantityElement/epcClass',
      params: { line: 3 },
    });
  });

  it('refuses JSON inside it that is none, nests too deeply, or has a NUL', () => {
    const inside = (json: string) =>
      event(`<json:members>${json}</json:members>`, ' xmlns:json="urn:pinxin:json-in-xml:1"');
    const codes = (json: string) => problemsOf(documentOf(inside(json))).map(({ code }) => code);
    expect(codes('{"a":')).toEqual(['notJson']);
    expect(codes('[1]')).toEqual(['notJson']);
    expect(codes(`{"x:a":${'['.repeat(100)}${']'.repeat(100)}}`)).toEqual(['tooDeep']);
    expect(codes('{"x:a":"\\u0000"}')).toEqual(['nulCharacter']);
    expect(codes('{"x:a":1e999}')).toEqual(['numberOutOfRange']);
  });

  it('reads what a document says of itself and of its places', () => {
    const header =
      '<EPCISHeader><s:StandardBusinessDocumentHeader xmlns:s="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"><s:Sender><s:Identifier>urn:epc:id:pgln:9521234.00001</s:Identifier></s:Sender></s:StandardBusinessDocumentHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:9521234.00001.0"><attribute id="urn:epcglobal:cbv:mda:name">枸杞园</attribute><children><id>urn:epc:id:sgln:9521234.00002.0</id></children></VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>';
    const bytes = Buffer.from(documentOf(event()).toString().replace('<EPCISBody>', `${header}<EPCISBody>`));
    expect(parsed(bytes)).toMatchObject({
      ...{
        kind: 'EPCISDocument',
        sender: 'urn:epc:id:pgln:9521234.00001',
        creationDate: '2026-06-21T00:00:00Z',
      },
      masterData: [
        {
          type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
          id: 'urn:epc:id:sgln:9521234.00001.0',
          attributes: [{ id: 'urn:epcglobal:cbv:mda:name', value: '枸杞园' }],
          children: ['urn:epc:id:sgln:9521234.00002.0'],
        },
      ],
    });
  });

  it.each([
    [
      'a document',
      `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-06-21T00:00:00Z">
       <EPCISHeader><extension><EPCISMasterData>LIST</EPCISMasterData></extension></EPCISHeader><EPCISBody/></e:EPCISDocument>`,
    ],
    [
      'the answer of a master data query',
      `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" schemaVersion="1.2" creationDate="2026-06-21T00:00:00Z">
       <EPCISBody><q:QueryResults><queryName>SimpleMasterDataQuery</queryName><resultsBody>LIST</resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>`,
    ],
    ...[1, 2].map(edition => [
      `a master data document of edition ${edition}`,
      `<m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:${edition}" schemaVersion="${edition === 1 ? '1.2' : '2.0'}" creationDate="2026-06-21T00:00:00Z">
       <EPCISBody>LIST</EPCISBody></m:EPCISMasterDataDocument>`,
    ]),
  ])('reads master data without events: %s', (_what, text) => {
    const list = `<VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList>
      <VocabularyElement id="urn:epc:id:sgln:9521234.00001.0"><attribute id="urn:epcglobal:cbv:mda:name">枸杞园</attribute></VocabularyElement>
      </VocabularyElementList></Vocabulary></VocabularyList>`;
    expect(parsed(Buffer.from(text.replace('LIST', list)))).toMatchObject({
      events: [],
      masterData: [
        {
          id: 'urn:epc:id:sgln:9521234.00001.0',
          attributes: [{ id: 'urn:epcglobal:cbv:mda:name', value: '枸杞园' }],
        },
      ],
    });
    expect(problemsOf(Buffer.from(text.replace('LIST', '<Other/>'))).map(({ code }) => code)).not.toEqual([]);
  });
});

/** An element as XML means it: names without prefixes, attributes and differently named children in order of name. */
function meaning({ namespace, local, attributes, children, text }: XmlElement): unknown {
  const named = attributes.map(each => `{${each.namespace}}${each.local}=${each.value}`);
  const sorted = children.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  return [`{${namespace}}${local}`, named.toSorted(), sorted.map(meaning), text];
}

function nameOf({ namespace, local }: XmlElement): string {
  return `{${namespace}}${local}`;
}

function eventMeaning(bytes: Uint8Array): unknown {
  const read = allAtOnce(new XmlReader(Buffer.from(bytes).toString(), { maxDepth: 64 }).steps());
  const list = read.ok ? read.value.children[0]?.children[0] : undefined;
  return list?.children.map(meaning);
}

const text = fc.oneof(
  fc.constantFrom('a', ' a ', '1.50', '&lt;&amp;', '枸杞', '<![CDATA[<x>]]>', 'x<!-- c -->y'),
  fc.constant(''),
);
const namespace = fc.constantFrom('urn:x:one', 'urn:x:two', 'https://ns.example.com/a/');
const prefix = fc.constantFrom('p', 'q', 'gs1', 'xsi2');
const local = fc.constantFrom('a', 'b', 'e', 'c-d.e');
const attribute = fc.constantFrom('', ' u="kg"', ' u="&quot;&#10;"', ' xml:lang="zh"');

/** Elements of several namespaces under the same few prefixes, each declared where it stands. */
const element = fc.letrec<{ element: string }>(tie => ({
  element: fc
    .tuple(
      prefix,
      namespace,
      local,
      attribute,
      fc.oneof({ depthSize: 'small' }, text, fc.array(tie('element'), { minLength: 1, maxLength: 3 })),
    )
    .map(([p, uri, name, own, content]) => {
      const inside = Array.isArray(content) ? content.join('\n') : content;
      return `<${p}:${name} xmlns:${p}="${uri}"${own}>${inside}</${p}:${name}>`;
    }),
})).element;

describe('XML that goes through JSON', () => {
  it('comes back with the same names, attributes and texts, whatever its prefixes', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), fc.array(element, { maxLength: 2 }), (own, ilmd) => {
        const inside = ilmd.length === 0 ? '' : `<ilmd>${ilmd.join('')}</ilmd>`;
        const before = documentOf(event(inside + own.join('')));
        const first = parsed(before);
        const stored = first.events.flatMap(each =>
          each.ok ? [{ bytes: each.value.bytes, context: first.context.source }] : [],
        );
        const json = writeDocument(stored, HEAD);
        const list = (JSON.parse(Buffer.from(json).toString()) as { epcisBody: { eventList: object[] } })
          .epcisBody.eventList;
        const after = writeXmlDocument(
          list.map(each => ({ bytes: Buffer.from(JSON.stringify(each)) })),
          HEAD,
        );
        expect(eventMeaning(after)).toEqual(eventMeaning(before));
      }),
      { numRuns: 500 },
    );
  });
});
