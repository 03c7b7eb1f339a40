/** What a guide promises that a block prints. */
export interface Expectation {
  readonly kind: 'text' | 'json';
  readonly text: string;
}

/** A block of shell in a guide, and the fence right after it, if there is one. */
export interface GuideBlock {
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The heading it stands under. */
  readonly heading: string;
  readonly script: string;
  readonly expected: Expectation | undefined;
}

interface Fence {
  readonly language: string;
  readonly line: number;
  readonly end: number;
  readonly heading: string;
  readonly text: string;
}

/** Every ```bash block of a Markdown text, in order. An expectation is the next fence, with only blank lines between. */
export function guideBlocks(markdown: string): readonly GuideBlock[] {
  const lines = markdown.split('\n');
  const fences = fencesOf(lines);
  return fences.flatMap((fence, index) => {
    if (fence.language !== 'bash') return [];
    const next = fences[index + 1];
    const adjoins =
      next !== undefined && lines.slice(fence.end, next.line - 1).every(line => line.trim() === '');
    const { line, heading, text: script } = fence;
    const kind = next?.language;
    const expected =
      adjoins && (kind === 'text' || kind === 'json') ? ({ kind, text: next.text } as const) : undefined;
    return [{ line, heading, script, expected }];
  });
}

function fencesOf(lines: readonly string[]): readonly Fence[] {
  const fences: Fence[] = [];
  let heading = '';
  let open: { language: string; line: number } | undefined;
  for (const [index, line] of lines.entries()) {
    if (open === undefined) {
      heading = /^#+\s+(.*)$/.exec(line)?.[1] ?? heading;
      const language = /^```(\S*)\s*$/.exec(line)?.[1];
      if (language !== undefined) open = { language, line: index + 1 };
    } else if (line.trim() === '```') {
      fences.push({ ...open, end: index + 1, heading, text: lines.slice(open.line, index).join('\n') });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the fence at line ${open.line} is never closed`);
  return fences;
}
