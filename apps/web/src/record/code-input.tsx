import { Select } from 'antd';
import { useWords } from '../language.tsx';

export interface CodeInputProps {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (code: string | undefined) => void;
  readonly label?: string;
}

/** Chooses one of `names` by name or code. A code that is not among them stays as it is. */
export function CodeInput({
  id,
  value,
  onChange,
  label,
  names,
}: CodeInputProps & { readonly names: ReadonlyMap<string, string> }) {
  const { say } = useWords();
  const known = value === undefined || value === '' || names.has(value) ? [] : [[value, value] as const];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      style={{ width: '100%' }}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('form.choose')}
      value={value || null}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? undefined)}
      options={[...names, ...known].map(([code, name]) => ({ value: code, label: `${name} ${code}` }))}
    />
  );
}
