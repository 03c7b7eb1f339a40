import { useNavigate } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { Waiting } from '../record/states.tsx';
import type { FormValues } from '../schema/form-values.ts';

interface SchemeFormProps {
  readonly path: string;
  readonly code: string;
  readonly start?: FormValues;
  readonly done: () => void;
}

/** The form of a new edition, or of a round. */
export function SchemeForm({ path, code, start, done }: SchemeFormProps) {
  const { say } = useWords();
  const { schema } = useBodySchema('POST', path);
  const title = say(path.endsWith('rounds') ? 'scheme.openRound' : 'scheme.revise');
  return (
    <Drawer open size={720} onClose={done} title={title}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          {...(start ? { start } : {})}
          submitLabel={say('form.save')}
          submit={async body => {
            await ask(path.replace('{code}', code), { method: 'POST', body: withoutNulls(body) });
            done();
          }}
        />
      )}
    </Drawer>
  );
}

/** An edition is whole: what was taken away is left out, not null. */
function withoutNulls(body: FormValues): FormValues {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** 新增制度: a scheme of a known procedure, by a form. */
export function NewScheme() {
  const { say } = useWords();
  const navigate = useNavigate();
  const { schema } = useBodySchema('POST', '/schemes');
  if (schema === undefined) return <Waiting />;
  return (
    <>
      <PageHead title={`${say('form.new')} · ${say('nav.schemes')}`} sub={say('scheme.newHint')} />
      <section className="card">
        <RecordForm
          schema={schema}
          submitLabel={say('form.save')}
          submit={async body => {
            const { code } = await ask<{ code: string }>('/schemes', { method: 'POST', body });
            void navigate({ to: `/schemes/${code ?? body.code}` });
          }}
        />
      </section>
    </>
  );
}
