import { Button, DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useId, useState } from 'react';
import { useWords } from '../language.tsx';
import { choiceWord, labelOf } from '../messages/words.ts';
import type { FormField } from '../schema/form-fields.ts';
import type { UrlState } from '../schema/url-state.ts';
import { DivisionInput } from './division.tsx';
import { SchemeInput } from './scheme.tsx';

/** How many conditions show before somebody asks for all; on a phone the rows come first. */
const FEW = matchMedia('(max-width: 767px)').matches ? 1 : 4;

interface QueryFormProps {
  readonly fields: readonly FormField[];
  readonly state: UrlState;
  readonly apply: (changes: Readonly<Record<string, string | undefined>>) => void;
}

/** The filter above a list, made of what the server's operation takes. */
export function QueryForm({ fields, state, apply }: QueryFormProps) {
  const { say } = useWords();
  const [values, setValues] = useState<Readonly<Record<string, string | undefined>>>(state);
  const [all, setAll] = useState(fields.slice(FEW).some(({ name }) => state[name] !== undefined));
  if (fields.length === 0) return null;
  const shown = all ? fields : fields.slice(0, FEW);
  return (
    <form
      className="card query"
      aria-label={say('table.query')}
      onSubmit={event => {
        event.preventDefault();
        apply(Object.fromEntries(fields.map(({ name }) => [name, values[name]?.trim()])));
      }}
    >
      {shown.map(field => (
        <QueryField
          key={field.name}
          field={field}
          value={values[field.name]}
          change={value => setValues({ ...values, [field.name]: value })}
        />
      ))}
      <div className="do">
        <Button type="primary" htmlType="submit">
          {say('table.query')}
        </Button>
        <Button
          onClick={() => {
            setValues({});
            apply(Object.fromEntries(fields.map(({ name }) => [name, undefined])));
          }}
        >
          {say('table.reset')}
        </Button>
        {fields.length > FEW && (
          <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {say(all ? 'table.less' : 'table.more')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface QueryFieldProps {
  readonly field: FormField;
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
}

function QueryField({ field, value, change }: QueryFieldProps) {
  const { language } = useWords();
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{labelOf(field, language)}</label>
      <QueryInput {...{ field, value, change, id }} />
    </div>
  );
}

function QueryInput({ field, value, change, id }: QueryFieldProps & { readonly id: string }) {
  const { language, say } = useWords();
  const full = { width: '100%' };
  const choices = 'choices' in field ? field.choices : field.kind === 'truth' ? ['true', 'false'] : undefined;
  if (choices !== undefined) {
    return (
      <Select
        {...{ id, style: full, allowClear: true }}
        aria-label={labelOf(field, language)}
        showSearch={{ optionFilterProp: 'label' }}
        value={value ?? null}
        placeholder={say('form.choose')}
        onChange={(chosen: string | null | undefined) => change(chosen ?? undefined)}
        options={choices.map(choice => ({ value: choice, label: choiceWord(field, choice, language) }))}
      />
    );
  }
  if (field.name === 'division') {
    return <DivisionInput id={id} value={value} onChange={change} label={labelOf(field, language)} />;
  }
  if (field.name === 'scheme') {
    return <SchemeInput id={id} value={value} onChange={change} label={labelOf(field, language)} />;
  }
  if (field.kind === 'date') {
    return (
      <DatePicker
        {...{ id, style: full }}
        value={value === undefined ? null : dayjs(value)}
        onChange={date => change(date?.format('YYYY-MM-DD'))}
      />
    );
  }
  if (field.kind === 'number') {
    return (
      <InputNumber
        {...{ id, style: full }}
        value={value ?? null}
        onChange={number => change(number === null ? undefined : String(number))}
      />
    );
  }
  return (
    <Input
      id={id}
      allowClear
      value={value ?? ''}
      onChange={event => change(event.target.value || undefined)}
    />
  );
}
