import { Select } from 'antd';
import { useDivisions, wholeCode } from '../api/divisions.ts';
import { useWords } from '../language.tsx';

/** A division by its name; by its code where this region does not know it. */
export function DivisionName({ code }: { readonly code: string }) {
  const name = useDivisions().get(wholeCode(code));
  return name === undefined ? code : <span title={code}>{name}</span>;
}

interface DivisionInputProps {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (code: string | undefined) => void;
  readonly label?: string;
}

/** Chooses a division by name or code. A code that this region does not know stays as it is. */
export function DivisionInput({ id, value, onChange, label }: DivisionInputProps) {
  const { say } = useWords();
  const divisions = useDivisions();
  const known = value === undefined || value === '' || divisions.has(value) ? [] : [[value, value] as const];
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
      options={[...divisions, ...known].map(([code, name]) => ({ value: code, label: `${name} ${code}` }))}
    />
  );
}
