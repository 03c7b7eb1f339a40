import type { Language } from '@pinxin/site/language';
import { xmlText } from '../../../kernel/sheets/xlsx-parts.ts';
import { chartXml, type Lines, lineChartXml } from './chart-xml.ts';
import { contentTypes, packed, relationships } from './package.ts';
import { inWords, percentOf, type ReportModel } from './report-model.ts';
import { type ReportTable, reportTables } from './report-tables.ts';
import { say, titleOf } from './words.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const FONTS = '<w:rFonts w:ascii="Noto Sans SC" w:hAnsi="Noto Sans SC" w:eastAsia="Noto Sans SC"/>';

/** 报告 as a Word document (ECMA-376 WordprocessingML), with its charts and the tables behind them. */
export async function reportDocx(model: ReportModel, language: Language): Promise<Buffer> {
  const { view, period } = model;
  const title = titleOf(inWords(view.name, language), period, language);
  const bars = chartBars(model, language);
  const chart = bars.length === 0 ? '' : chartFrame(1, 'rId2');
  const [goals, ...others] = reportTables(model, language);
  const body = [
    ...[paragraph(title, 'Title'), paragraph(say('asOf', language, { date: period.on }))],
    ...(view.goals.length > 0 && goals !== undefined ? [heading(goals), chart, tableXml(goals)] : []),
    ...(view.goals.length > 0 ? others : reportTables(model, language)).flatMap(each => [
      ...[heading(each), each.chart === 'curve' ? chartFrame(2, 'rId3') : '', tableXml(each)],
    ]),
    paragraph(say('source', language, { seq: String(view.countedUpTo) })),
  ].join('');
  return await packed([
    [
      '[Content_Types].xml',
      contentTypes({
        'word/document.xml': 'wordprocessingml.document.main',
        'word/styles.xml': 'wordprocessingml.styles',
        'word/charts/chart1.xml': 'drawingml.chart',
        'word/charts/chart2.xml': 'drawingml.chart',
      }),
    ],
    ['_rels/.rels', relationships([['officeDocument', 'word/document.xml']])],
    [
      'word/_rels/document.xml.rels',
      relationships([
        ['styles', 'styles.xml'],
        ['chart', 'charts/chart1.xml'],
        ['chart', 'charts/chart2.xml'],
      ]),
    ],
    ['word/styles.xml', STYLES],
    ['word/charts/chart1.xml', chartXml({ title: say('chart', language), bars })],
    ['word/charts/chart2.xml', lineChartXml(curveLines(model, language))],
    [
      'word/document.xml',
      `${HEAD}<w:document xmlns:w="${W}"><w:body>${body}<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ],
  ]);
}

/** Goals that have a number, by the part of it that is reached. */
export function chartBars(
  { view }: ReportModel,
  language: Language,
): readonly { readonly name: string; readonly value: number }[] {
  return view.goals.flatMap(goal => {
    const value = percentOf(goal);
    return value === undefined ? [] : [{ name: inWords(goal.name, language), value }];
  });
}

/** How far the counted goals had come, as lines of a chart. */
export function curveLines({ curve: { days, series } }: ReportModel, language: Language): Lines {
  return {
    ...{ title: say('curve', language), days },
    lines: series.map(({ name, percent }) => ({ name: inWords(name, language), values: percent })),
  };
}

function heading({ title }: ReportTable): string {
  return paragraph(title, 'Heading1');
}

function paragraph(text: string, style?: 'Title' | 'Heading1'): string {
  const properties = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p>`;
}

function tableXml({ heads, rows }: ReportTable): string {
  const cell = (text: string, isHead: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p><w:r>${isHead ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p></w:tc>`;
  const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${heads.map(text => cell(text, true)).join('')}</w:tr>`;
  const body = rows.map(
    row => `<w:tr>${row.map(value => cell(value === null ? '' : String(value), false)).join('')}</w:tr>`,
  );
  const line = (side: string) => `<w:${side} w:val="single" w:sz="4" w:color="C9C2B4"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(line).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${heads.map(() => '<w:gridCol/>').join('')}</w:tblGrid>${head}${body.join('')}</w:tbl>${paragraph('')}`;
}

const STYLES = `${HEAD}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>${FONTS}<w:sz w:val="18"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style></w:styles>`;

/** A chart in a line of its own: 24 × 8 cm in EMU. */
function chartFrame(id: number, relationship: string): string {
  return `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="8640000" cy="2880000"/><wp:docPr id="${id}" name="chart ${id}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relationship}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}
