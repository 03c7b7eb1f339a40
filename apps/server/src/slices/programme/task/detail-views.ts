import type { Database } from '../../../kernel/db/database.ts';
import { FILES_OF_REPORT, filesOfTask } from '../file/file-views.ts';

/** What was added to a task: evidence, money, reports of every round, the newest first. */
export async function readTaskDetail(database: Database, task: number, inEnglish: boolean) {
  const { pool } = database;
  const name = inEnglish ? 'coalesce(p.name_en, p.name_zh)' : 'p.name_zh';
  const [evidence, funding, reports, deliverables, files] = await Promise.all([
    pool.query(
      `select e.public_id as id, e.kind, e.reference, e.words, ${name} as by, e.at from programme_evidence e left join party p on p.id = e.party
        where e.task = $1 order by e.id desc limit 200`,
      [task],
    ),
    pool.query(
      `select f.public_id as id, f.kind, f.amount_fen as "amountFen", f.on_day as day, f.words, f.document_number as "documentNumber", ${name} as by
         from programme_funding f left join party p on p.id = f.party where f.task = $1 order by f.id desc limit 200`,
      [task],
    ),
    pool.query(
      `select r.public_id as id, n.quarter, ${name} as party, r.role, r.state, r.revision, r.progress, r.difficulty, r.next_steps as "nextSteps",
          (select s.opinion from programme_task_report_step s where s.report = r.id and s.opinion is not null order by s.seq desc limit 1) as opinion,
          n.due_on as "dueOn", r.submitted_at as "submittedAt", ${FILES_OF_REPORT} as files
         from programme_task_report r join programme_round n on n.id = r.round join party p on p.id = r.party
        where r.task = $1 order by n.quarter desc, r.role, p.name_zh limit 400`,
      [task],
    ),
    pool.query(
      `select words_zh as words, due_on as "dueOn" from programme_deliverable where task = $1 order by line`,
      [task],
    ),
    filesOfTask(database, task, name),
  ]);
  return {
    files,
    evidence: evidence.rows,
    funding: funding.rows,
    reports: reports.rows,
    deliverables: deliverables.rows,
  };
}
