import { Select } from 'antd';
import { useSchemes } from '../api/schemes.ts';
import { useWords } from '../language.tsx';

/** A scheme by its name; by its code where none of that code holds today. */
export function SchemeName({ code }: { readonly code: string }) {
  const name = useSchemes().get(code);
  return name === undefined ? code : <span title={code}>{name}</span>;
}

interface SchemeInputProps {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (code: string | undefined) => void;
  readonly label?: string;
}

/** Chooses a scheme by name or code. A code of one that no longer holds stays as it is. */
export function SchemeInput({ id, value, onChange, label }: SchemeInputProps) {
  const { say } = useWords();
  const schemes = useSchemes();
  const known = value === undefined || value === '' || schemes.has(value) ? [] : [[value, value] as const];
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
      options={[...schemes, ...known].map(([code, name]) => ({ value: code, label: `${name} ${code}` }))}
    />
  );
}
