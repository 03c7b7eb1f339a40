import { columnName } from './cell.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** Number of the bold style among `cellXfs`. */
const BOLD = 1;

/** Where a worksheet stands in the package; they are counted from 1. */
export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** A worksheet until its first row, with the wide ones among its columns: the header stays in view (ECMA-376 part 1 §18.3.1). */
export function sheetBeginning(columns: readonly boolean[]): string {
  const widths = columns.map((isWide, index) => {
    const at = index + 1;
    return `<col min="${at}" max="${at}" width="${isWide ? 48 : 18}" customWidth="1"/>`;
  });
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
}

/** What ends a worksheet. */
export const SHEET_END = '</sheetData></worksheet>';

/**
 * A row; empty cells are there, so that those after them keep their column. With `line` rows and cells carry their
 * place (`r`): the standard asks for none, but programs that read a sheet back do.
 */
export function rowXml(texts: readonly (string | undefined)[], style?: 'bold', line?: number): string {
  const styled = style === undefined ? '' : ` s="${BOLD}"`;
  const place = line === undefined ? () => '' : (index: number) => ` r="${columnName(index)}${line}"`;
  const cells = texts.map((text, index) =>
    text === undefined || text === ''
      ? `<c${place(index)}/>`
      : `<c t="inlineStr"${place(index)}${styled}><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`,
  );
  return `<row${line === undefined ? '' : ` r="${line}"`}>${cells.join('')}</row>`;
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as XML 1.0 can hold it: what it cannot is left out. */
export function xmlText(text: string): string {
  return text.replace(/[&<>]/g, sign => ESCAPED[sign]!).replace(NOT_XML, '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 §2.2 forbids
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** The other files of a workbook with so many worksheets. */
export function bookParts(sheets: number): readonly (readonly [path: string, text: string])[] {
  const each = (write: (number: number) => string) =>
    Array.from({ length: sheets }, (_, index) => write(index + 1)).join('');
  const styles = sheets + 1;
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each(number => `<Override PartName="/${sheetPath(number)}" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${each(number => `<sheet name="${number}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${each(number => `<Relationship Id="rId${number}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId${styles}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ],
  ];
}
