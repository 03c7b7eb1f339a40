import { useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
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
}

/** A drawer with the form of a command, drawn from the server's schema. */
export function CommandForm({ doing, close }: { readonly doing: Doing; readonly close: () => void }) {
  const queries = useQueryClient();
  const { schema } = useBodySchema('POST', doing.path);
  const given = doing.given ?? {};
  return (
    <Drawer open size={520} onClose={close} title={doing.label}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={[...Object.keys(given), ...(doing.skip ?? [])]}
          submitLabel={doing.label}
          {...(doing.start === undefined ? {} : { start: { ...doing.start } })}
          submit={async body => {
            // What was emptied is left out: a command has nothing to take away.
            const said = Object.entries(body).filter(([, value]) => value !== null);
            await ask(doing.address, { method: 'POST', body: { ...Object.fromEntries(said), ...given } });
            await queries.invalidateQueries();
            close();
          }}
        />
      )}
    </Drawer>
  );
}
