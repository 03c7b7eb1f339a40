/** Namespaces that EPCIS documents are made of. */
export const EPCIS_1 = 'urn:epcglobal:epcis:xsd:1';
export const EPCIS_2 = 'urn:epcglobal:epcis:xsd:2';
export const QUERY_1 = 'urn:epcglobal:epcis-query:xsd:1';
export const QUERY_2 = 'urn:epcglobal:epcis-query:xsd:2';
export const MASTER_DATA_1 = 'urn:epcglobal:epcis-masterdata:xsd:1';
export const MASTER_DATA_2 = 'urn:epcglobal:epcis-masterdata:xsd:2';
export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
export const XML = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const XSD = 'http://www.w3.org/2001/XMLSchema';
/** Our own, for what JSON can say and EPCIS XML cannot; see the package's README. */
export const JSON_IN_XML = 'urn:pinxin:json-in-xml:1';

/** Core Business Vocabulary master data: XML writes its namespace without the colon that JSON's prefix ends with. */
export const CBV_MDA_XML = 'urn:epcglobal:cbv:mda';
export const CBV_MDA_JSON = 'urn:epcglobal:cbv:mda:';

/** JSON members that carry what JSON has no place for: an extension element's attributes, and its text beside them. */
export const ATTRIBUTES = 'xml:attributes';
export const TEXT = 'xml:text';

/** Namespaces of the document's own machinery, whose prefixes mean nothing in JSON. */
export const MACHINERY: ReadonlySet<string> = new Set([
  ...[EPCIS_1, EPCIS_2, QUERY_1, QUERY_2, MASTER_DATA_1, MASTER_DATA_2, SBDH, XSI, JSON_IN_XML, XML, XMLNS],
  ...['urn:epcglobal:xsd:1', 'urn:epcglobal:xsd:2'],
]);

/** Is this namespace EPCIS itself, of either edition? */
export function isEpcis(namespace: string): boolean {
  return namespace === EPCIS_2 || namespace === EPCIS_1;
}

const START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d';
const WIDE =
  '\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const REST = '.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040-';
/** XML 1.0 (fifth edition), production 5, without colons: a name of Namespaces in XML. */
const NC_NAME = new RegExp(`^[${START}${WIDE}][${START}${WIDE}${REST}]*$`, 'u');

/** Can this stand as the local part or the prefix of an XML name? */
export function isNcName(text: string): boolean {
  return text.length <= 1000 && NC_NAME.test(text);
}

/** Characters that XML 1.0 cannot say at all, not even escaped (production 2), and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Can XML carry this text? */
export function isXmlText(text: string): boolean {
  return !NOT_XML.test(text) && text.isWellFormed();
}

/** Offset of the first character that XML does not allow, or -1. */
export function forbiddenAt(text: string): number {
  return text.search(NOT_XML);
}
