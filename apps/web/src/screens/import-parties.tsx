import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Failure } from '../record/states.tsx';
import { ImportPreview } from './import-preview.tsx';

interface ImportRow {
  readonly id: string;
  readonly fileName: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total: number | null };
}

/** 导入: a sheet of parties, sent for preview; nothing is written before somebody confirms. */
export function ImportParties() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const send = async (file: File) => {
    setSending(true);
    setFailure(undefined);
    try {
      const headers = { 'content-type': 'application/octet-stream' };
      const address = `/imports/parties?name=${encodeURIComponent(file.name)}`;
      const { id } = await ask<{ id: string }>(address, { method: 'POST', body: file, headers });
      void navigate({ to: `/imports/${id}` });
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <PageHead
        title={say('import.title')}
        sub={say('import.sub')}
        actions={<Button href="/imports/parties/template.xlsx">{say('import.template')}</Button>}
      />
      <section className="card">
        <Upload.Dragger
          accept=".xlsx,.csv"
          showUploadList={false}
          disabled={sending}
          beforeUpload={file => {
            void send(file);
            return false;
          }}
        >
          <p>
            <b>{say('import.drop')}</b>
          </p>
          <p className="hint">{say('import.limits')}</p>
        </Upload.Dragger>
        {failure !== undefined && <Failure error={failure} />}
      </section>
      <h2>{say('import.mine')}</h2>
      <RecordTable<ImportRow>
        list="imports"
        path="/imports"
        within
        rowKey={({ id }) => id}
        href={({ id }) => `/imports/${id}`}
        columns={[
          { key: 'fileName' },
          { key: 'state', show: ({ state }) => valueWord('importState', state, language) },
          { key: 'progress', show: ({ progress }) => `${progress.done} / ${progress.total ?? '—'}` },
          { key: 'createdAt' },
        ]}
      />
    </>
  );
}

/** One import: what would be written, what is wrong, and the decision. */
export function ImportPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <ImportPreview id={id} />;
}
