import { Button, Upload } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { Refusal } from '../api/problem.ts';
import { officeOf } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { useSession } from '../shell/session-context.tsx';

/** Evidence files by digest. */
export type Files = readonly { readonly digest: string; readonly name: string }[];

interface FileListProps {
  readonly value?: Files;
  readonly onChange?: (files: Files) => void;
}

/** Files handed in as evidence: sent at once, kept by their digest; what is refused is said at once. */
export function FileList({ value = [], onChange }: FileListProps) {
  const { say } = useWords();
  const party = officeOf(useSession())?.party.id;
  const [refused, setRefused] = useState<string>();
  const hand = async (file: File) => {
    const headers = { 'content-type': 'application/octet-stream' };
    const query = new URLSearchParams({ name: file.name, ...(party === undefined ? {} : { party }) });
    try {
      const { digest } = await ask<{ digest: string }>(`/evidence?${query}`, {
        method: 'POST',
        body: file,
        headers,
      });
      setRefused(undefined);
      onChange?.([...value, { digest, name: file.name }]);
    } catch (error) {
      const { title, detail, problems } =
        error instanceof Refusal
          ? error.document
          : { title: say('state.error'), detail: say('state.offline'), problems: [] };
      setRefused(
        [file.name, title, detail, ...problems.map(({ message }) => message)].filter(Boolean).join(' '),
      );
    }
  };
  return (
    <>
      {value.map(({ digest, name }) => (
        <div key={digest} className="bar">
          <a href={`/evidence/${digest}`}>{name}</a>
          <Button
            type="link"
            size="small"
            onClick={() => onChange?.(value.filter(one => one.digest !== digest))}
          >
            {say('form.remove')}
          </Button>
        </div>
      ))}
      <Upload
        showUploadList={false}
        beforeUpload={file => {
          void hand(file);
          return false;
        }}
      >
        <Button>{say('application.addFile')}</Button>
      </Upload>
      {refused !== undefined && (
        <p role="alert" className="late">
          {refused}
        </p>
      )}
    </>
  );
}
