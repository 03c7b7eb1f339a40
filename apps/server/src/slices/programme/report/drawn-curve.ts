import { COLOURS, type Lines } from './chart-xml.ts';

/** Lines as they are drawn: every place in per cent of the width and of the height from above. */
export interface DrawnCurve {
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly lines: readonly {
    readonly name: string;
    readonly colour: string;
    /** x and y of the beginning, x and y of the end; a gap breaks the line. */
    readonly parts: readonly (readonly [number, number, number, number])[];
  }[];
  readonly first: string;
  readonly last: string;
}

/** Where the lines of a chart run. The target, 100 per cent, always lies within. Pure. */
export function drawnCurve({ days, lines }: Lines): DrawnCurve {
  const highest = Math.max(100, ...lines.flatMap(({ values }) => values.map(value => value ?? 0)));
  const top = Math.ceil(highest / 50) * 50;
  const x = (index: number) => hundredth((index / Math.max(1, days.length - 1)) * 100);
  const y = (value: number) => hundredth(100 - (value / top) * 100);
  const ticks = [0, ...(top > 100 ? [100] : [50, 100]), top].filter(
    (value, index, all) => all.indexOf(value) === index,
  );
  return {
    ticks: ticks.map(value => ({ at: y(value), label: `${value} %` })),
    lines: lines.map(({ name, values }, index) => ({
      ...{ name, colour: `#${COLOURS[index % COLOURS.length]}` },
      parts: values.flatMap((value, at) => {
        const next = values[at + 1];
        return value === null || next === null || next === undefined
          ? []
          : [[x(at), y(value), x(at + 1), y(next)] as const];
      }),
    })),
    ...{ first: days[0] ?? '', last: days.at(-1) ?? '' },
  };
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
