import type { Dice } from './dice.ts';

/** An EPCIS XML document, or one event of it, with things that nobody should send. */
export function xmlOf(dice: Dice): string {
  const uuid = dice
    .below(2 ** 40)
    .toString(16)
    .padStart(12, '0');
  const event = `<TransformationEvent><eventTime>2026-07-01T08:00:00.000+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><eventID>urn:uuid:019809d3-0000-7000-8000-${uuid}</eventID><inputQuantityList><quantityElement><epcClass>https://id.gs1.org/01/09520000000011/10/${uuid}</epcClass><quantity>1.5</quantity><uom>KGM</uom></quantityElement></inputQuantityList><outputQuantityList><quantityElement><epcClass>urn:epc:class:lgtin:952000.0000001.${uuid}x</epcClass></quantityElement></outputQuantityList><bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep><sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="1.0" uom="CEL" own:a="b"/></sensorElement></sensorElementList><ilmd><own:a unit="kg">1</own:a><own:b><own:c/><d>2</d></own:b></ilmd><own:x xsi:type="xsd:decimal">1.0</own:x></TransformationEvent>`;
  const declared =
    'xmlns:own="https://ns.example.com/own/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:json="urn:pinxin:json-in-xml:1"';
  if (dice.next() < 0.3) return event.replace('<TransformationEvent', `<TransformationEvent ${declared}`);
  const [name, edition, inside] = dice.pick([
    ['EPCISDocument', '2', event],
    ['EPCISDocument', '1', `<extension>${event}</extension>`],
    ['EPCISQueryDocument', '2', event],
  ] as const);
  const list = `<EventList>${inside}</EventList>`;
  if (name === 'EPCISDocument')
    return `<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:${edition}" ${declared} schemaVersion="2.0" creationDate="2026-07-18T00:00:00Z"><EPCISBody>${list}</EPCISBody></e:EPCISDocument>`;
  return `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" ${declared} schemaVersion="2.0" creationDate="2026-07-18T00:00:00Z"><EPCISBody><q:QueryResults><queryName>q</queryName><resultsBody>${list}</resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>`;
}

const PIECES = [
  ...[
    '&',
    '&amp;',
    '&#0;',
    '&#xFFFE;',
    '&#x1F600;',
    '&bomb;',
    '<',
    '>',
    ']]>',
    '<![CDATA[<a>]]>',
    '<!-- -- -->',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<?pi?>',
    '<?xml version="1.1"?>',
  ],
  ...[
    '<extension/>',
    '<extension><later/></extension>',
    '<a:b/>',
    '<own:__proto__/>',
    '<__proto__>x</__proto__>',
  ],
  ...[
    '<json:members>{"a":',
    '<json:members>{"__proto__":1,"x\\u0000":[[[]]]}</json:members>',
    ' json:notes="epcList:empty x:"',
  ],
  ...[
    '<json:event json:type=""/>',
    ' xmlns=""',
    ' xmlns:own=""',
    ' xmlns:xml="x"',
    ' own:a="1" own:a="2"',
    '\u0001',
    '\ufffe',
  ],
  ...[
    '枸杞',
    '9'.repeat(500),
    '1e999',
    '<own:n xsi:type="xsd:double">1e-999999999</own:n>',
    '<own:n xsi:nil="true"/>',
  ],
  ...['<d>'.repeat(200), `<own:y>${'<own:y>'.repeat(60)}`, 'x'.repeat(70_000)],
];

/** Changes one place of an XML text: puts something in, takes an element or an attribute out, doubles or renames it. */
export function breakXml(text: string, dice: Dice): string {
  const tags = [...text.matchAll(/<[^>]*>/g)];
  const tag = tags.length === 0 ? undefined : dice.pick(tags);
  const at = tag?.index ?? 0;
  const end = at + (tag?.[0].length ?? 0);
  const piece = dice.pick(PIECES);
  switch (dice.below(7)) {
    case 0:
      return text.slice(0, at) + piece + text.slice(at);
    case 1:
      return text.slice(0, end) + piece + text.slice(end);
    case 2:
      return text.slice(0, at) + text.slice(end);
    case 3:
      return text.slice(0, end) + text.slice(at);
    case 4:
      return text.slice(0, at + 1) + dice.pick(['x', 'own:', '/', '!', '?', 'xmlns:']) + text.slice(at + 1);
    case 5:
      return text.replace(/>[^<>]+</, `>${piece}<`);
    default: {
      const cut = dice.below(text.length + 1);
      return text.slice(0, cut) + piece + text.slice(cut + dice.below(20));
    }
  }
}
