import type { Language } from '@pinxin/site/language';
import { columnName } from '../../../kernel/sheets/cell.ts';
import { xmlText } from '../../../kernel/sheets/xlsx-parts.ts';
import { type Bars, chartXml, lineChartXml } from './chart-xml.ts';
import { chartBars, curveLines } from './docx.ts';
import { contentTypes, packed, relationships } from './package.ts';
import type { ReportModel } from './report-model.ts';
import { type ReportCell, type ReportTable, reportTables } from './report-tables.ts';
import { say } from './words.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** Columns of the sheet of goals: names and per cent. */
const NAMES = 'B';
const PERCENT = 'E';

/** 报告 as a workbook (ECMA-376 SpreadsheetML): a sheet for each table; each chart reads the sheet on which it stands. */
export async function reportXlsx(model: ReportModel, language: Language): Promise<Buffer> {
  const tables = reportTables(model, language);
  const charts = chartsOf(model, language, tables);
  const sheet = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;
  const sheets = tables.map((table, index): [string, string] => [
    sheet(index),
    sheetXml(
      table,
      charts.some(chart => chart.sheet === index),
    ),
  ]);
  const names = tables.map(
    ({ title }, index) =>
      `<sheet name="${xmlText(title.replace(/[[\]*?/\\:]/g, ' ').slice(0, 31))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const types = Object.fromEntries(tables.map((_, index) => [sheet(index), 'spreadsheetml.worksheet']));
  return await packed([
    [
      '[Content_Types].xml',
      contentTypes({
        'xl/workbook.xml': 'spreadsheetml.sheet.main',
        'xl/styles.xml': 'spreadsheetml.styles',
        ...types,
        ...Object.fromEntries(
          charts.flatMap((_, index) => [
            [`xl/drawings/drawing${index + 1}.xml`, 'drawing'],
            [`xl/charts/chart${index + 1}.xml`, 'drawingml.chart'],
          ]),
        ),
      }),
    ],
    ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...tables.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
    ...sheets,
    ...charts.flatMap(chartParts),
  ]);
}

interface SheetChart {
  /** On which sheet it stands, counted from 0. */
  readonly sheet: number;
  readonly rows: number;
  readonly xml: string;
}

/** The charts of a workbook, each on the sheet that it reads. */
function chartsOf(
  model: ReportModel,
  language: Language,
  tables: readonly ReportTable[],
): readonly SheetChart[] {
  return tables.flatMap((table, sheet) => {
    const { title, rows, chart } = table;
    const name = `'${title.replaceAll("'", "''")}'`;
    if (chart === undefined) return [];
    const xml =
      chart === 'bars'
        ? chartXml(barsOn(name, model, language, table))
        : lineChartXml({ ...curveLines(model, language), sheet: name });
    return [{ sheet, rows: rows.length, xml }];
  });
}

function barsOn(name: string, model: ReportModel, language: Language, { rows }: ReportTable): Bars {
  const last = rows.length + 1;
  const bars = chartBars(model, language);
  // A goal without a number has no bar; the sheet has a row for it all the same, so its bars are given one by one.
  const cells =
    bars.length === rows.length
      ? {
          names: `${name}!$${NAMES}$2:$${NAMES}$${last}`,
          values: `${name}!$${PERCENT}$2:$${PERCENT}$${last}`,
        }
      : rowsOf(name, rows);
  return { title: say('chart', language), bars, cells };
}

function chartParts({ sheet, rows, xml }: SheetChart, index: number): [string, string][] {
  const number = index + 1;
  return [
    [
      `xl/worksheets/_rels/sheet${sheet + 1}.xml.rels`,
      relationships([['drawing', `../drawings/drawing${number}.xml`]]),
    ],
    [
      `xl/drawings/_rels/drawing${number}.xml.rels`,
      relationships([['chart', `../charts/chart${number}.xml`]]),
    ],
    [`xl/drawings/drawing${number}.xml`, drawing(rows + 3)],
    [`xl/charts/chart${number}.xml`, xml],
  ];
}

function rowsOf(sheet: string, rows: ReportTable['rows']) {
  const numbered = rows.flatMap((row, index) => (row[4] === null ? [] : [index + 2]));
  const of = (column: string) => `(${numbered.map(line => `${sheet}!$${column}$${line}`).join(',')})`;
  return { names: of(NAMES), values: of(PERCENT) };
}

function sheetXml({ heads, rows }: ReportTable, hasChart: boolean): string {
  const columns = heads.map(
    (_, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${index === 1 ? 36 : 16}" customWidth="1"/>`,
  );
  const lines = [heads, ...rows].map((row, index) => rowXml(row, index + 1));
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData>${hasChart ? '<drawing r:id="rId1"/>' : ''}</worksheet>`;
}

function rowXml(row: readonly ReportCell[], line: number): string {
  const cells = row.map((value, index) => {
    const at = `${columnName(index)}${line}`;
    if (value === null || value === '') return `<c r="${at}"/>`;
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    return `<c r="${at}" t="inlineStr"${line === 1 ? ' s="1"' : ''}><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  });
  return `<row r="${line}">${cells.join('')}</row>`;
}

function drawing(fromRow: number): string {
  const D = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
  const place = (tag: string, column: number, row: number) =>
    `<xdr:${tag}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${tag}>`;
  return `${HEAD}<xdr:wsDr xmlns:xdr="${D}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>${place('from', 0, fromRow)}${place('to', 7, fromRow + 18)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="chart"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${OFFICE}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`;
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
