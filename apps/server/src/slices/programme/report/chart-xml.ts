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
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="${CHART}" xmlns:a="${DRAWING}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="1200"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>${xmlText(title)}</c:v></c:tx><c:spPr><a:solidFill><a:srgbClr val="2B4C7E"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls><c:cat>${category}</c:cat><c:val>${amount}</c:val></c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>`;
}
