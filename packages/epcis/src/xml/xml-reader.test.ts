import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allAtOnce } from '../steps.ts';
import { attributeOf } from './xml-element.ts';
import { isXmlText } from './xml-names.ts';
import { XmlReader } from './xml-reader.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';

const read = (text: string, maxDepth = 64) => allAtOnce(new XmlReader(text, { maxDepth }).steps());

function root(text: string) {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('the XML reader', () => {
  it('reads names with their namespaces, declared anywhere', () => {
    const a = root(
      '<a xmlns="urn:one" xmlns:p="urn:two"><p:b xmlns:p="urn:three" p:c="1" d="2"/><e xmlns=""/></a>',
    );
    const [b, e] = a.children;
    expect([a.namespace, b?.namespace, e?.namespace]).toEqual(['urn:one', 'urn:three', '']);
    expect(b?.attributes.map(each => [each.namespace, each.local, each.value])).toEqual([
      ['urn:three', 'c', '1'],
      ['', 'd', '2'],
    ]);
  });

  it('joins text around comments and CDATA, and resolves the five entities and character references', () => {
    expect(root('<a>1&lt;2<!-- no -->&amp;&#x679E;<![CDATA[<b>&amp;]]>\r\n\r</a>').text).toBe(
      '1<2&枞<b>&amp;\n\n',
    );
    expect(attributeOf(root('<a b="x&#10;y\n&quot;"/>'), 'b')).toBe('x\ny "');
  });

  it('gives back any text that was escaped', () => {
    const text = fc.string({ unit: 'binary' }).filter(isXmlText);
    fc.assert(
      fc.property(text, text, (inside, attribute) => {
        const a = root(`<a b="${escapeAttribute(attribute)}">${escapeText(inside)}</a>`);
        expect([a.text, attributeOf(a, 'b')]).toEqual([inside, attribute]);
      }),
    );
  });

  it.each([
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'doctypeRefused'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      'doctypeRefused',
    ],
    ['an external DTD', '<!DOCTYPE a PUBLIC "x" "http://example.com/x.dtd"><a/>', 'doctypeRefused'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % b SYSTEM "x"> %b;]><a/>', 'doctypeRefused'],
    ['a DOCTYPE inside', '<a><!DOCTYPE a></a>', 'doctypeRefused'],
    ['an undefined entity', '<a>&nbsp;</a>', 'notXml'],
    ['a reference to no character', '<a>&#0;</a>', 'notXml'],
    ['a control character', '<a>\u0001</a>', 'notXml'],
    ['an undeclared prefix', '<p:a/>', 'notXml'],
    ['a prefix that cannot be declared', '<a xmlns:xml="urn:x"/>', 'notXml'],
    ['an attribute twice', '<a b="1" b="2"/>', 'notXml'],
    ['an attribute twice by namespace', '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>', 'notXml'],
    ['an attribute without quotes', '<a b=1/>', 'notXml'],
    ['a tag that another closes', '<a><b></a></b>', 'notXml'],
    ['an open end', '<a><b>', 'notXml'],
    ['two roots', '<a/><b/>', 'notXml'],
    ['text outside', '<a/>x', 'notXml'],
    ['nothing', ' ', 'notXml'],
    ['another encoding', '<?xml version="1.0" encoding="GB18030"?><a/>', 'notXml'],
    ['text beside elements', '<a>x<b/></a>', 'mixedContent'],
    [
      'thousands of namespaces',
      `<a ${Array.from({ length: 290 }, (_, n) => `xmlns:p${n}="u"`).join(' ')}><b ${Array.from({ length: 20 }, (_, n) => `xmlns:q${n}="u"`).join(' ')}/></a>`,
      'contextTooLarge',
    ],
  ])('refuses %s', (_what, text, code) => {
    const result = read(text);
    expect(result.ok ? 'read' : result.error.code).toBe(code);
  });

  it('lets a DOCTYPE pass that says nothing but a name', () => {
    expect(root('<?xml version="1.0"?>\n<!DOCTYPE project>\n<project/>').local).toBe('project');
  });

  it('refuses what nests too deeply, at once', () => {
    const result = read('<a>'.repeat(1_000_000));
    expect(result.ok ? undefined : result.error).toMatchObject({ code: 'tooDeep', offset: 64 * 3 });
  });

  it('ends on any text without throwing', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      ':',
      '=',
      '"',
      "'",
      ' ',
      '&',
      ';',
      '#',
      '!',
      '-',
      '[',
      ']',
      '?',
      'xmlns',
      'CDATA',
      '<!--',
      '-->',
      'DOCTYPE',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), list => {
        const result = read(list.join(''));
        expect(result.ok || result.error.offset >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
