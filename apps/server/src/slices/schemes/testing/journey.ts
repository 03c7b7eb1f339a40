import { expect } from 'vitest';
import type { Answer, SchemesApp } from './schemes-app.ts';

/** Takes a step on the newest revision. */
export async function step(
  app: SchemesApp,
  who: string,
  id: string,
  action: string,
  more: object = {},
): Promise<Answer> {
  const { rows } = await app.database.pool.query<{ revision: number }>(
    'select revision from application where public_id = $1',
    [id],
  );
  return await app.as(who, 'POST', `/applications/${id}/steps`, {
    action,
    revision: rows[0]?.revision ?? 0,
    ...more,
  });
}

let drafts = 0;

/** Begins, fills and submits an application and takes steps on it: `[who, action]`. Its id. */
export async function applied(
  app: SchemesApp,
  who: string,
  scheme: string,
  steps: readonly (readonly [who: string, action: string])[] = [],
  facts: object = {},
): Promise<string> {
  const applicant = `pty_${who.split(':')[0]}`;
  const clientId = `client-${++drafts}`.padEnd(8, '0');
  const made = await app.as(who, 'POST', '/applications', { clientId, scheme, applicant, ...facts });
  expect(made.body, 'begun').toMatchObject({ revision: 1 });
  const { id } = made.body;
  const { body } = await app.as(who, 'GET', `/applications/${id}`);
  const answers = body.missing
    .filter(({ at }: { at: string }) => at.startsWith('/answers/'))
    .map(({ at }: { at: string }) => ({ criterion: at.split('/')[2], answer: '符合' }));
  await app.as(who, 'PATCH', `/applications/${id}`, { revision: 1, answers });
  for (const [actor, action] of [[who, 'submit'] as const, ...steps]) {
    const taken = await step(app, actor, id, action);
    expect([action, taken.status, taken.body.problems], JSON.stringify(taken.body)).toEqual([
      action,
      200,
      undefined,
    ]);
  }
  return id;
}
