import { useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { FileList, type Files } from '../record/file-list.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { Waiting } from '../record/states.tsx';

/** One command with a form: which operation, at which address, and what the screen sends itself. */
export interface Doing {
  readonly label: string;
  /** The operation's path as the interface describes it, with its places. */
  readonly path: string;
  /** The same with its places filled. */
  readonly address: string;
  readonly given?: Readonly<Record<string, unknown>>;
  /** What was said before, to be gone on from. */
  readonly start?: Readonly<Record<string, unknown>>;
  /** Fields that this command does not use. */
  readonly skip?: readonly string[];
  /** Whether files go with it. */
  readonly withFiles?: boolean;
}

/** A drawer with the form of a command, drawn from the server's schema. */
export function CommandForm({ doing, close }: { readonly doing: Doing; readonly close: () => void }) {
  const queries = useQueryClient();
  const { schema } = useBodySchema('POST', doing.path);
  const { say, language } = useWords();
  const [files, setFiles] = useState<Files>([]);
  const given = doing.given ?? {};
  return (
    <Drawer open size={520} onClose={close} title={doing.label}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={[...Object.keys(given), ...(doing.skip ?? []), 'files']}
          submitLabel={doing.label}
          {...(doing.start === undefined ? {} : { start: { ...doing.start } })}
          submit={async body => {
            // What was emptied is left out: a command has nothing to take away.
            const said = Object.entries(body).filter(([, value]) => value !== null);
            await ask(doing.address, {
              method: 'POST',
              body: { ...Object.fromEntries(said), ...given, ...filesOf(files) },
            });
            await queries.invalidateQueries();
            close();
          }}
        >
          {doing.withFiles === true && (
            <fieldset className="group">
              <legend>{fieldWord('files', language)}</legend>
              <FileList value={files} onChange={setFiles} />
              <p className="hint">{say('application.fileLimits')}</p>
            </fieldset>
          )}
        </RecordForm>
      )}
    </Drawer>
  );
}

/** Files as a command takes them: nothing where there are none. */
function filesOf(files: Files): { readonly files?: readonly string[] } {
  return files.length === 0 ? {} : { files: [...new Set(files.map(({ digest }) => digest))] };
}
