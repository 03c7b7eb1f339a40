import { useWords } from '../language.tsx';
import { choiceWord, labelOf } from '../messages/words.ts';
import { shownValue } from '../record/value.tsx';
import { WideTable } from '../record/wide-table.tsx';
import { type FormField, formFields } from '../schema/form-fields.ts';
import type { JsonSchema } from '../schema/json-schema.ts';

interface ContentFactsProps {
  readonly schema: JsonSchema;
  readonly content: object;
}

/** What a statement says, under the names that its kind's schema gives. */
export function ContentFacts({ schema, content }: ContentFactsProps) {
  const fields = formFields(schema);
  const said = content as Readonly<Record<string, unknown>>;
  const present = fields.filter(({ name }) => said[name] !== undefined && said[name] !== null);
  return (
    <>
      <dl className="facts">
        {present
          .filter(({ kind }) => kind !== 'list')
          .map(field => (
            <Fact key={field.name} field={field} value={said[field.name]} />
          ))}
      </dl>
      {present
        .filter(field => field.kind === 'list')
        .map(field => (
          <RowsOf key={field.name} field={field} rows={said[field.name] as readonly object[]} />
        ))}
    </>
  );
}

function Fact({ field, value }: { readonly field: FormField; readonly value: unknown }) {
  const { language } = useWords();
  return (
    <div>
      <dt>{labelOf(field, language)}</dt>
      <dd>{shown(field, value, language)}</dd>
    </div>
  );
}

function RowsOf({
  field,
  rows,
}: {
  readonly field: Extract<FormField, { kind: 'list' }>;
  readonly rows: readonly object[];
}) {
  const { language } = useWords();
  return (
    <>
      <h2>{labelOf(field, language)}</h2>
      <WideTable
        label={labelOf(field, language)}
        size="small"
        rowKey={row => rows.indexOf(row)}
        dataSource={[...rows]}
        columns={field.fields.map(column => ({
          dataIndex: column.name,
          title: labelOf(column, language),
          render: (value: unknown) => shown(column, value, language),
        }))}
      />
    </>
  );
}

function shown(field: FormField, value: unknown, language: 'zh-CN' | 'en') {
  if (field.kind === 'choice' && typeof value === 'string') return choiceWord(field, value, language);
  if (field.unit === '分' && typeof value === 'number') {
    return new Intl.NumberFormat(language, { style: 'currency', currency: 'CNY' }).format(value / 100);
  }
  return shownValue(field.name, value, language);
}
