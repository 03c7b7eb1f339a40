import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import { useWords } from '../language.tsx';
import { choiceWord, labelOf } from '../messages/words.ts';
import type { FormField } from '../schema/form-fields.ts';
import { DivisionInput } from './division.tsx';
import { dateIn, dateOut, instantOut } from './form-start.ts';
import { SchemeInput } from './scheme.tsx';

type Path = readonly (string | number)[];

interface FieldsProps {
  readonly fields: readonly FormField[];
  /** Where in the body these fields stand. */
  readonly at: Path;
  /** Inside a list antd wants names relative to the list. */
  readonly inList?: boolean;
}

/** The inputs of these fields, one below the other. */
export function FormFields({ fields, at, inList = false }: FieldsProps) {
  return fields.map(field => <FieldInput key={field.name} field={field} at={at} inList={inList} />);
}

interface FieldProps {
  readonly field: FormField;
  readonly at: Path;
  readonly inList: boolean;
}

function FieldInput({ field, at, inList }: FieldProps) {
  const { language } = useWords();
  const label = labelOf(field, language);
  const name = [...at, field.name];
  switch (field.kind) {
    case 'group':
      return (
        <fieldset className="group wide">
          <legend>{label}</legend>
          <div className="fields">
            <FormFields fields={field.fields} at={name} inList={inList} />
          </div>
        </fieldset>
      );
    case 'list':
      return <ListInput field={field} at={at} label={label} />;
    case 'variant':
      return <VariantInput field={field} at={at} inList={inList} label={label} />;
    case 'localText':
      return <LocalTextInput {...{ name, label }} isLong={field.isLong} required={field.required} />;
    default:
      return <PlainInput field={field} name={name} label={label} />;
  }
}

interface LocalTextProps {
  readonly name: Path;
  readonly label: string;
  readonly isLong: boolean;
  readonly required: boolean;
}

function LocalTextInput({ name, label, isLong, required }: LocalTextProps) {
  const { say } = useWords();
  const rules: Rule[] = [{ required, message: say('form.required', { field: label }) }];
  const className = isLong ? 'wide' : '';
  return (
    <>
      <Form.Item {...{ rules, className }} name={[...name, 'zh-CN']} label={`${label} · ${say('form.zh')}`}>
        {isLong ? <Input.TextArea rows={3} /> : <Input />}
      </Form.Item>
      <Form.Item className={className} name={[...name, 'en']} label={`${label} · ${say('form.en')}`}>
        {isLong ? <Input.TextArea lang="en" rows={3} /> : <Input lang="en" />}
      </Form.Item>
    </>
  );
}

function PlainInput({
  field,
  name,
  label,
}: {
  readonly field: FormField;
  readonly name: Path;
  readonly label: string;
}) {
  const { say } = useWords();
  const rules: Rule[] = [{ required: field.required, message: say('form.required', { field: label }) }];
  if (field.kind === 'text' && field.pattern !== undefined) {
    rules.push({ pattern: new RegExp(field.pattern, 'u'), message: say('form.pattern', { field: label }) });
  }
  const common = { name: [...name], label, rules, className: field.kind === 'longText' ? 'wide' : '' };
  if (field.kind === 'date' || field.kind === 'instant') {
    return (
      <Form.Item {...common} getValueProps={dateIn} normalize={field.kind === 'date' ? dateOut : instantOut}>
        <DatePicker style={{ width: '100%' }} showTime={field.kind === 'instant'} />
      </Form.Item>
    );
  }
  if (field.kind === 'truth') {
    return (
      <Form.Item {...common} label={null} rules={[]} valuePropName="checked">
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  }
  return (
    <Form.Item {...common}>
      <OpenInput field={field} />
    </Form.Item>
  );
}

function OpenInput({ field, ...given }: { readonly field: FormField }) {
  const { language, say } = useWords();
  if (field.kind === 'choice' || field.kind === 'choices') {
    return (
      <Select
        {...given}
        {...(field.kind === 'choices' ? { mode: 'multiple' as const } : {})}
        allowClear={!field.required}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={say('form.choose')}
        options={field.choices.map(choice => ({
          value: choice,
          label: choiceWord(field, choice, language),
        }))}
      />
    );
  }
  if (field.kind === 'texts') return <Select {...given} mode="tags" open={false} suffixIcon={null} />;
  if (field.kind === 'number') {
    return (
      <InputNumber
        {...given}
        style={{ width: '100%' }}
        {...(field.whole ? { precision: 0 } : {})}
        {...(field.minimum === undefined ? {} : { min: field.minimum })}
        {...(field.maximum === undefined ? {} : { max: field.maximum })}
      />
    );
  }
  if (field.name === 'division') return <DivisionInput {...given} />;
  if (field.name === 'scheme') return <SchemeInput {...given} />;
  const most = 'maxLength' in field && field.maxLength !== undefined ? { maxLength: field.maxLength } : {};
  return field.kind === 'longText' ? (
    <Input.TextArea {...given} {...most} rows={3} />
  ) : (
    <Input {...given} {...most} />
  );
}

type ListField = Extract<FormField, { kind: 'list' }>;

function ListInput({
  field,
  at,
  label,
}: {
  readonly field: ListField;
  readonly at: Path;
  readonly label: string;
}) {
  const { say } = useWords();
  return (
    <fieldset className="group wide">
      <legend>{label}</legend>
      <Form.List name={[...at, field.name]}>
        {(rows, { add, remove }) => (
          <>
            {rows.map(row => (
              <div key={row.key} className="fields">
                <FormFields fields={field.fields} at={[row.name]} inList />
                <Button type="link" danger onClick={() => remove(row.name)}>
                  {say('form.remove')}
                </Button>
              </div>
            ))}
            <Form.Item>
              <Button onClick={() => add({})}>{say('form.add')}</Button>
            </Form.Item>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

type VariantField = Extract<FormField, { kind: 'variant' }>;

function VariantInput({
  field,
  at,
  inList,
  label,
}: FieldProps & { readonly field: VariantField; readonly label: string }) {
  const { say, language } = useWords();
  const name = [...at, field.name];
  return (
    <>
      <Form.Item
        name={[...name, 'variant']}
        label={label}
        rules={[{ required: field.required, message: say('form.required', { field: label }) }]}
      >
        <Select
          placeholder={say('form.choose')}
          options={field.variants.map(variant => ({
            value: variant.name,
            label: choiceWord(field, variant.name, language),
          }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {form => {
          const chosen: unknown = form.getFieldValue([...name, 'variant']);
          const variant = field.variants.find(one => one.name === chosen);
          return variant ? <FormFields fields={variant.fields} at={name} inList={inList} /> : null;
        }}
      </Form.Item>
    </>
  );
}
