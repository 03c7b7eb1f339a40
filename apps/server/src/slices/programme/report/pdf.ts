import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Language } from '@pinxin/site/language';
import { certificateFonts } from '../../schemes/api.ts';
import { chartBars, curveLines } from './docx.ts';
import { drawnCurve } from './drawn-curve.ts';
import { inWords, type ReportModel } from './report-model.ts';
import { reportTables } from './report-tables.ts';
import { say, titleOf } from './words.ts';

/** The page in Typst. All facts come in as data: nothing that people typed is read as markup. */
const SOURCE = `
#let f = json(bytes(sys.inputs.facts))
#set document(title: f.title)
#set page(paper: "a4", flipped: true, margin: (x: 16mm, y: 16mm), numbering: "1 / 1")
#set text(font: sys.inputs.family, size: 9pt, lang: f.lang)
#set par(justify: false)
#text(size: 18pt, weight: "bold", f.title)
#v(1mm)
#text(fill: luma(90), f.asOf)
#if f.demo != none { text(fill: rgb("#9A6B12"), "　" + f.demo) }
#let bars() = {
  if f.bars.len() > 0 {
    v(2mm)
    text(weight: "bold", f.chart)
    grid(columns: (52mm, 1fr, 18mm), row-gutter: 2mm, column-gutter: 3mm,
      ..f.bars.map(b => (text(b.name), box(width: 100%, height: 4mm, fill: luma(235),
        rect(width: calc.min(100, b.value) * 1%, height: 4mm, fill: if b.value >= 100 { rgb("#2E7D4F") } else { rgb("#2B4C7E") })),
        align(right, str(b.value) + " %"))).flatten())
  }
}
#let curve() = {
  v(2mm)
  box(width: 100%, height: 48mm, inset: (left: 14mm, bottom: 6mm, top: 2mm), box(width: 100%, height: 100%, {
    for y in f.curve.ticks {
      place(line(start: (0%, y.at * 1%), end: (100%, y.at * 1%), stroke: 0.4pt + luma(210)))
      place(dx: -14mm, dy: y.at * 0.4mm - 1.5mm, box(width: 12mm, align(right, text(size: 7pt, y.label))))
    }
    for l in f.curve.lines {
      for s in l.parts { place(line(start: (s.at(0) * 1%, s.at(1) * 1%), end: (s.at(2) * 1%, s.at(3) * 1%), stroke: 1.3pt + rgb(l.colour))) }
    }
    place(dy: 41mm, text(size: 7pt, f.curve.first))
    place(right, dy: 41mm, text(size: 7pt, f.curve.last))
  }))
  for l in f.curve.lines { box(baseline: -1mm, line(length: 8mm, stroke: 1.3pt + rgb(l.colour))); h(1mm); l.name; h(5mm) }
}
#for (i, t) in f.tables.enumerate() {
  block(sticky: true, above: 6mm, text(size: 12pt, weight: "bold", t.title))
  if i == 0 { bars(); v(2mm) }
  if t.curve { curve(); v(2mm) }
  if t.note != none { text(fill: luma(90), t.note) }
  table(columns: t.widths.map(w => w * 1fr), stroke: 0.4pt + luma(200), inset: 4pt,
    table.header(..t.heads.map(h => text(weight: "bold", h))),
    ..t.rows.flatten().map(c => text(c)))
}
#v(4mm)
#text(fill: luma(90), f.source)
`;

let compiler: NodeCompiler | undefined;

/** 报告 as PDF. The same facts give the same bytes. */
export function reportPdf(model: ReportModel, language: Language, isDemo: boolean): Buffer {
  const { view, period } = model;
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: [...certificateFonts().files] }] });
  const facts = {
    ...{
      lang: language === 'en' ? 'en' : 'zh',
      title: titleOf(inWords(view.name, language), period, language),
    },
    asOf: say('asOf', language, { date: period.on }),
    demo: isDemo ? say('demo', language) : null,
    ...{ chart: say('chart', language), bars: view.goals.length > 0 ? chartBars(model, language) : [] },
    tables: reportTables(model, language).map(({ title, heads, rows, chart }) => ({
      ...{ title, heads, widths: widthsOf(heads.length), curve: chart === 'curve' },
      note: title === say('matrix', language) ? say('matrixNote', language) : null,
      rows: rows.map(row => row.map(value => (value === null ? '' : String(value)))),
    })),
    curve: drawnCurve(curveLines(model, language)),
    source: say('source', language, { seq: String(view.countedUpTo) }),
  };
  const pdf = compiler.pdf(
    { mainFileContent: SOURCE, inputs: { facts: JSON.stringify(facts), family: certificateFonts().family } },
    { creationTimestamp: Date.parse(`${period.on}T00:00:00Z`) / 1_000 },
  );
  compiler.evictCache(10);
  return pdf;
}

/** Numbers and marks are narrow, texts wide. */
function widthsOf(columns: number): readonly number[] {
  return Array.from({ length: columns }, (_, index) =>
    columns > 10 ? (index === 0 ? 5 : 1) : index === 0 ? 1 : 3,
  );
}
