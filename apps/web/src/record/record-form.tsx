import { Alert, Button, Form } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { fieldPath, Refusal, Unreachable } from '../api/problem.ts';
import { useWords } from '../language.tsx';
import { formFields } from '../schema/form-fields.ts';
import { bodyFrom, type FormValues } from '../schema/form-values.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { FormFields } from './form-inputs.tsx';
import { toFormValues } from './form-start.ts';

/** What a form is of. */
export interface RecordFormProps {
  readonly schema: JsonSchema;
  /** What is there already; its values can be taken away. */
  readonly start?: FormValues;
  /** Fields that the screen sends itself. */
  readonly skip?: readonly string[];
  readonly submitLabel: string;
  readonly submit: (body: FormValues) => Promise<void>;
  /** Called at each change with the body so far: for drafts that save themselves. */
  readonly onChange?: (body: FormValues) => void;
  readonly children?: ReactNode;
}

/** A form drawn from the server's schema. What the server finds wrong stands at its field, all at once. */
export function RecordForm({
  schema,
  start,
  skip,
  submitLabel,
  submit,
  onChange,
  children,
}: RecordFormProps) {
  const { say } = useWords();
  const fields = useMemo(() => formFields(schema, skip), [schema, skip]);
  const [form] = Form.useForm();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const finish = async (values: FormValues) => {
    setBusy(true);
    setRefused([]);
    try {
      await submit(bodyFrom(fields, values, start));
    } catch (error) {
      setRefused(
        place(
          error,
          form,
          fields.map(({ name }) => name),
          say,
        ),
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      scrollToFirstError
      initialValues={toFormValues(fields, start ?? {})}
      onFinish={values => void finish(values as FormValues)}
      onValuesChange={(_changed, values) => onChange?.(bodyFrom(fields, values as FormValues, start))}
    >
      {refused.length > 0 && (
        <Alert
          role="alert"
          type="error"
          showIcon
          className="gap"
          title={refused[0]}
          description={refused.slice(1).map(line => <div key={line}>{line}</div>)}
        />
      )}
      <div className="fields">
        <FormFields fields={fields} at={[]} />
      </div>
      {children}
      <Button type="primary" htmlType="submit" loading={busy}>
        {submitLabel || say('form.save')}
      </Button>
    </Form>
  );
}

type Say = ReturnType<typeof useWords>['say'];
type AntForm = ReturnType<typeof Form.useForm>[0];

/** Puts problems at their fields; returns what belongs to none of them, the title first. */
function place(error: unknown, form: AntForm, names: readonly string[], say: Say): readonly string[] {
  if (error instanceof Unreachable) return [say('state.error'), say('state.offline')];
  if (!(error instanceof Refusal)) throw error;
  const { title, detail, problems, status } = error.document;
  if (status === 412 || status === 428) return [say('form.refused'), say('form.conflict')];
  const [placed, loose] = [new Map<string, string[]>(), [] as string[]];
  for (const { at, message } of problems) {
    const path = fieldPath(at);
    if (!names.includes(String(path[0]))) loose.push(message);
    else placed.set(JSON.stringify(path), [...(placed.get(JSON.stringify(path)) ?? []), message]);
  }
  form.setFields([...placed].map(([name, errors]) => ({ name: JSON.parse(name) as never, errors })));
  return [title, ...(detail === undefined ? [] : [detail]), ...loose, ...[...placed.values()].flat()];
}
