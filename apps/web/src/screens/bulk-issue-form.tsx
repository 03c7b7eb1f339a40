import { STATEMENT_KINDS, type StatementKind } from '@pinxin/contract/statements/kind';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Select } from 'antd';
import { useMemo, useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { fieldWord, valueWord } from '../messages/words.ts';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { bulkForm } from '../schema/bulk-form.ts';
import type { JsonSchema } from '../schema/json-schema.ts';

interface Kinds {
  readonly items: readonly { readonly kind: StatementKind; readonly content: JsonSchema }[];
}

/** 批量签发: what is said of all rows; the sheet follows on the batch's own page. */
export function NewBulkIssue() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const [kind, setKind] = useState<StatementKind>('certification');
  const [request] = useState(() => crypto.randomUUID());
  const { schema: body } = useBodySchema('POST', '/statement-bulks');
  const { data: kinds } = useQuery({
    queryKey: ['statement-kinds'],
    queryFn: () => ask<Kinds>('/statement-kinds'),
  });
  const content = kinds?.items.find(one => one.kind === kind)?.content;
  const schema = useMemo(() => body && content && bulkForm(body, content), [body, content]);
  const open = async (wish: Readonly<Record<string, unknown>>) => {
    const whole = { ...wish, kind, request };
    const { id } = await ask<{ id: string }>('/statement-bulks', { method: 'POST', body: whole });
    void navigate({ to: `/bulk-issues/${id}` });
  };
  return (
    <>
      <PageHead
        title={say('bulk.new')}
        sub={say('bulk.newSub')}
        actions={
          <Button href={`/statement-bulks/template.xlsx?kind=${kind}`}>{say('import.template')}</Button>
        }
      />
      <section className="card">
        <Form layout="vertical">
          <Form.Item label={fieldWord('kind', language)} htmlFor="kind">
            <Select
              id="kind"
              value={kind}
              onChange={(chosen: StatementKind) => setKind(chosen)}
              options={STATEMENT_KINDS.map(one => ({ value: one, label: valueWord('kind', one, language) }))}
            />
          </Form.Item>
        </Form>
        {schema && <RecordForm key={kind} schema={schema} submitLabel={say('bulk.toSheet')} submit={open} />}
      </section>
    </>
  );
}
