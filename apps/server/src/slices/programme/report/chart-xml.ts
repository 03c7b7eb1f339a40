import { columnName } from '../../../kernel/sheets/cell.ts';
import { xmlText } from '../../../kernel/sheets/xlsx-parts.ts';

const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';

/** Bars of a chart. With `cells` they are read from a sheet, else they stand in the chart itself. */
export interface Bars {
  readonly title: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  readonly cells?: { readonly names: string; readonly values: string };
}

/** A bar chart as a DrawingML chart part (ECMA-376 part 1 §21.2), for documents and workbooks alike. */
export function chartXml({ title, bars, cells }: Bars): string {
  const points = (of: (bar: Bars['bars'][number]) => string) =>
    `<c:ptCount val="${bars.length}"/>${bars.map((bar, index) => `<c:pt idx="${index}"><c:v>${xmlText(of(bar))}</c:v></c:pt>`).join('')}`;
  const names = points(({ name }) => name);
  const values = `<c:formatCode>General</c:formatCode>${points(({ value }) => String(value))}`;
  const category =
    cells === undefined
      ? `<c:strLit>${names}</c:strLit>`
      : `<c:strRef><c:f>${cells.names}</c:f><c:strCache>${names}</c:strCache></c:strRef>`;
  const amount =
    cells === undefined
      ? `<c:numLit>${values}</c:numLit>`
      : `<c:numRef><c:f>${cells.values}</c:f><c:numCache>${values}</c:numCache></c:numRef>`;
  const series = `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>${xmlText(title)}</c:v></c:tx>${fill(COLOURS[0])}<c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls><c:cat>${category}</c:cat><c:val>${amount}</c:val></c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>`;
  return chartSpace(title, series, { names: 'l', values: 'b', order: 'maxMin' });
}

/** Colours of lines, in their order: told apart by their darkness as well. */
export const COLOURS = ['2B4C7E', 'B5532A', '2E7D4F', '7A4C93', '9A6B12', '5A616B'] as const;

function fill(colour: string): string {
  return `<c:spPr><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></c:spPr>`;
}

/** Lines of a chart over the same days; `null` is a gap. With `sheet` they are read from that sheet: days in A, lines from B on. */
export interface Lines {
  readonly title: string;
  readonly days: readonly string[];
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly sheet?: string;
}

/** A line chart as a DrawingML chart part (ECMA-376 part 1 §21.2). */
export function lineChartXml({ title, days, lines, sheet }: Lines): string {
  const count = `<c:ptCount val="${days.length}"/>`;
  const point = (index: number, text: string) => `<c:pt idx="${index}"><c:v>${xmlText(text)}</c:v></c:pt>`;
  const names = `${count}${days.map((day, index) => point(index, day)).join('')}`;
  const range = (column: number) =>
    `<c:f>${sheet}!$${columnName(column)}$2:$${columnName(column)}$${days.length + 1}</c:f>`;
  const category =
    sheet === undefined
      ? `<c:strLit>${names}</c:strLit>`
      : `<c:strRef>${range(0)}<c:strCache>${names}</c:strCache></c:strRef>`;
  const series = lines.map(({ name, values }, index) => {
    const points = `<c:formatCode>General</c:formatCode>${count}${values.map((value, at) => (value === null ? '' : point(at, String(value)))).join('')}`;
    const amount =
      sheet === undefined
        ? `<c:numLit>${points}</c:numLit>`
        : `<c:numRef>${range(index + 1)}<c:numCache>${points}</c:numCache></c:numRef>`;
    const colour = COLOURS[index % COLOURS.length]!;
    return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:v>${xmlText(name)}</c:v></c:tx><c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker><c:cat>${category}</c:cat><c:val>${amount}</c:val><c:smooth val="0"/></c:ser>`;
  });
  const plot = `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series.join('')}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>`;
  return chartSpace(title, plot, { names: 'b', values: 'l', order: 'minMax', hasLegend: true });
}

interface Axes {
  readonly names: 'l' | 'b';
  readonly values: 'l' | 'b';
  readonly order: 'minMax' | 'maxMin';
  readonly hasLegend?: boolean;
}

function chartSpace(title: string, plot: string, { names, values, order, hasLegend }: Axes): string {
  const legend = hasLegend === true ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' : '';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="${CHART}" xmlns:a="${DRAWING}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="1200"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${order}"/></c:scaling><c:delete val="0"/><c:axPos val="${names}"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="${values}"/><c:crossAx val="1"/></c:valAx></c:plotArea>${legend}<c:plotVisOnly val="1"/></c:chart></c:chartSpace>`;
}
