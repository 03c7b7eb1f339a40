import type { Database } from '../../../kernel/db/database.ts';

/** A file of a task, as it is fetched. */
export interface TaskFile {
  readonly digest: string;
  readonly mediaType: string;
  readonly name: string;
}

/** One file of a task. */
export async function fileOfTask(
  { pool }: Database,
  task: number,
  id: string,
): Promise<TaskFile | undefined> {
  const { rows } = await pool.query<TaskFile>(
    `select encode(f.digest, 'hex') as digest, e.media_type as "mediaType", f.name
       from programme_file f join evidence e on e.digest = f.digest where f.task = $1 and f.public_id = $2`,
    [task, id],
  );
  return rows[0];
}

/** The files of a report as a column of JSON, for a query in which `r` is the report. */
export const FILES_OF_REPORT = `coalesce((select json_agg(json_build_object('id', f.public_id, 'name', f.name, 'mediaType', e.media_type, 'size', e.size)
    order by f.id) from programme_file f join evidence e on e.digest = f.digest where f.report = r.id), '[]')`;

/** The files of a task itself, the newest first; `name` is the SQL of the name of party `p`. */
export async function filesOfTask(
  { pool }: Database,
  task: number,
  name: string,
): Promise<readonly object[]> {
  const { rows } = await pool.query(
    `select f.public_id as id, f.name, f.words, e.media_type as "mediaType", e.size, encode(f.digest, 'hex') as digest, ${name} as by, f.at
       from programme_file f join evidence e on e.digest = f.digest left join party p on p.id = f.party
      where f.task = $1 and f.report is null order by f.id desc limit 200`,
    [task],
  );
  return rows;
}
