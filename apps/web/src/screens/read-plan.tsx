import { Button, Input, Upload } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { PageHead } from '../record/page.tsx';
import { CorrectPlan, type Reading } from './correct-plan.tsx';
import { Refused } from './refused.tsx';

/** 读方案: paste a plan or hand its file in, see text and extraction side by side, correct, take it over. */
export function ReadPlan() {
  const { say } = useWords();
  const [text, setText] = useState('');
  const [reading, setReading] = useState<Reading>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const read = async (body: Blob) => {
    setBusy(true);
    setFailure(undefined);
    try {
      setReading(
        await ask<Reading>('/plan-readings', {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/octet-stream' },
        }),
      );
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHead title={say('programme.read')} sub={say('programme.readSub')} />
      {failure !== undefined && <Refused error={failure} />}
      {reading === undefined ? (
        <section className="card">
          <label htmlFor="plan-text">{say('programme.text')}</label>
          <Input.TextArea
            id="plan-text"
            rows={16}
            value={text}
            onChange={event => setText(event.target.value)}
          />
          <p className="actions">
            <Button
              type="primary"
              loading={busy}
              disabled={text.trim() === ''}
              onClick={() => void read(new Blob([text]))}
            >
              {say('programme.readText')}
            </Button>
            <Upload
              accept=".txt,.docx,.pdf"
              showUploadList={false}
              beforeUpload={file => {
                void read(file);
                return false;
              }}
            >
              <Button loading={busy}>{say('programme.readFile')}</Button>
            </Upload>
          </p>
        </section>
      ) : (
        <CorrectPlan reading={reading} again={() => setReading(undefined)} />
      )}
    </>
  );
}
