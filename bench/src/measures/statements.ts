import { fillStatements } from '@pinxin/server/slices/statements/testing/fill-statements';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import { withDatabase } from '../register/load-parties.ts';
import { percentile, spreadOf } from '../rounds.ts';
import { serveOurs } from '../subject/our-server.ts';

/** Statements of the full measurement. */
export const LISTED_STATEMENTS = 1_000_000;
const ASKED = 100;

/** The list as people ask for it; `{n}` stands for another value each time. */
const QUESTIONS: readonly (readonly [name: string, query: string])[] = [
  ['the newest', ''],
  ['a scheme, those that are valid', 'scheme=scheme-{30}&status=valid'],
  ['a scheme as of a past day', 'scheme=scheme-{30}&status=valid&on=2025-03-{28}'],
  ['a kind, those that are suspended', 'kind=certification&status=suspended&division=640521'],
  ['a party', 'subjectParty=pty_firm{9000}'],
  ['an issuer', 'issuer=pty_office{40}'],
  ['the beginning of a number', 'number=N-00{500}'],
  ['those that end soon', 'status=valid&endsBy=2026-12-{28}&sort=-validTo'],
  ['all that have expired', 'status=expired'],
  ['a kind, those that have expired', 'kind=award&status=expired'],
  ['an area, those that have expired', 'division=6405&status=expired'],
  ['a kind and an area that meet', 'kind=award&division=640104'],
  ['a kind and an area that never meet', 'kind=certification&division=640521'],
  ['the same in the order of last days', 'kind=certification&division=640521&sort=validTo'],
  ['an area', 'division=640521'],
  ['all that are suspended', 'status=suspended'],
  ['the beginning of 100,000 numbers', 'number=N-00{9}'],
  ['an issuer, those that are valid', 'issuer=pty_office{39}&status=valid'],
  ['all that end by a day', 'endsBy=2026-12-{28}'],
  ['everything as of a past day', 'on=2024-03-{28}'],
  ['the beginning of 100,000 numbers, those that have expired', 'number=N-00{9}&status=expired'],
  ['the same, those that are suspended', 'number=N-00{9}&status=suspended'],
  ['those that had expired on a past day', 'status=expired&on=2026-01-{28}'],
  ['those that stood suspended on a past day', 'status=suspended&on=2025-01-{28}'],
  ['the same of a kind that has none', 'kind=award&status=suspended&on=2025-01-{28}'],
  ['an issuer and a kind', 'issuer=pty_office{39}&kind=award'],
];

/** Pages of the list of statements, with their count, over HTTP; each question by itself. */
export async function measureStatements(server: DatabaseServer, count: number): Promise<Figure[]> {
  const url = await server.newDatabase('statements');
  try {
    const ours = await serveOurs({ databaseUrl: url, folder: server.folder });
    try {
      await withDatabase(url, database => fillStatements(database.pool, count));
      const figures: Figure[] = [];
      for (const [name, query] of QUESTIONS) figures.push(await listFigure(ours.origin, name, query, count));
      return figures;
    } finally {
      await ours.stop();
    }
  } finally {
    await server.drop('statements');
  }
}

async function listFigure(origin: string, name: string, query: string, count: number): Promise<Figure> {
  const times: number[] = [];
  for (let asked = 0; asked < ASKED; asked++) {
    const filled = query.replace(/\{(\d+)\}/g, (_, most: string) => {
      const value = String(1 + ((asked * 7) % Number(most)));
      return most === '28' ? value.padStart(2, '0') : most === '500' ? value.padStart(3, '0') : value;
    });
    const start = performance.now();
    const answer = await fetch(`${origin}/statements?limit=50&${filled}`);
    const body = (await answer.json()) as { items?: readonly unknown[] };
    times.push(performance.now() - start);
    if (!answer.ok || body.items === undefined) throw new Error(`${filled} gave ${answer.status}`);
  }
  return {
    bench: 'statements',
    name: `list of statements: ${name}, p95`,
    size: count,
    value: percentile(times, 0.95),
    unit: 'ms',
    ours: spreadOf(times),
    bar: { kind: 'atMost', value: 50 },
    note: `${ASKED} pages of 50 with their count, one after another, as the public asks`,
  };
}
