import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';
import type { Filled } from './application.ts';

/** Sets answers; an empty one is taken away. */
export async function saveAnswers(
  tx: Tx,
  application: number,
  answers: readonly { readonly criterion: string; readonly answer: string }[],
): Promise<void> {
  for (const { criterion, answer } of answers) {
    if (answer.trim() === '') {
      await tx.query
        .deleteFrom('application_answer')
        .where('application', '=', application)
        .where('criterion', '=', criterion)
        .execute();
    } else {
      await tx.query
        .insertInto('application_answer')
        .values({ application, criterion, answer })
        .onConflict(conflict => conflict.columns(['application', 'criterion']).doUpdateSet({ answer }))
        .execute();
    }
  }
}

/** Replaces the files of the documents that are named. */
export async function saveDocuments(
  tx: Tx,
  application: number,
  documents: readonly {
    readonly document: string;
    readonly files: readonly { readonly digest: string; readonly name: string }[];
  }[],
): Promise<void> {
  for (const { document, files } of documents) {
    await tx.query
      .deleteFrom('application_document')
      .where('application', '=', application)
      .where('document', '=', document)
      .execute();
    const once = [...new Map(files.map(file => [file.digest, file])).values()];
    if (once.length === 0) continue;
    await tx.query
      .insertInto('application_document')
      .values(once.map(file => ({ application, document, ...file })))
      .execute();
  }
}

/** What a draft says beyond its columns. */
export async function readFilled(reader: Reader, application: number): Promise<Filled> {
  const answers = await reader.query
    .selectFrom('application_answer')
    .select(['criterion', 'answer'])
    .where('application', '=', application)
    .execute();
  const files = await reader.query
    .selectFrom('application_document')
    .select(['document', 'digest', 'name'])
    .where('application', '=', application)
    .orderBy('name')
    .execute();
  return {
    answers: new Map(answers.map(({ criterion, answer }) => [criterion, answer])),
    documents: Map.groupBy(files, ({ document }) => document),
  };
}

/** Takes over what an earlier application said about criteria that are still asked. */
export async function copyAnswers(
  tx: Tx,
  from: number,
  to: number,
  criteria: readonly string[],
): Promise<void> {
  await tx.client.query(
    `insert into application_answer (application, criterion, answer)
     select $2, criterion, answer from application_answer where application = $1 and criterion = any($3::text[])`,
    [from, to, criteria],
  );
}
