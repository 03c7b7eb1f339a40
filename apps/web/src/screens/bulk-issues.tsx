import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import type { BulkIssue } from './bulk-issue-page.tsx';

/** 批量签发: the batches of this person's office, with how far each is. */
export function BulkIssues() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={say('nav.bulkIssues')} sub={say('bulk.sub')} />
      <RecordTable<BulkIssue>
        list="bulk-issues"
        path="/statement-bulks"
        rowKey={({ id }) => id}
        href={({ id }) => `/bulk-issues/${id}`}
        columns={[
          { key: 'name' },
          { key: 'kind' },
          { key: 'state', show: ({ state }) => valueWord('bulkState', state, language) },
          { key: 'progress', show: ({ progress }) => `${progress.done} / ${progress.total}` },
          { key: 'madeAt' },
        ]}
        actions={
          <Button type="primary" onClick={() => void navigate({ to: '/bulk-issues/new' })}>
            {say('bulk.new')}
          </Button>
        }
      />
    </>
  );
}
