/** A file of a task or of a report on it. */
export interface TaskFile {
  readonly id: string;
  readonly name: string;
}

interface TaskFilesProps {
  readonly programme: string;
  readonly task: string;
  readonly files: readonly TaskFile[];
}

/** 佐证材料: files of a task, each to be fetched. */
export function TaskFiles({ programme, task, files }: TaskFilesProps) {
  if (files.length === 0) return '—';
  return files.map(({ id, name }) => (
    <div key={id}>
      <a href={`/programmes/${programme}/tasks/${task}/files/${id}`}>{name}</a>
    </div>
  ));
}
