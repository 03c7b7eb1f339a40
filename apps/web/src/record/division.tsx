import { useDivisions, wholeCode } from '../api/divisions.ts';
import { CodeInput, type CodeInputProps } from './code-input.tsx';

/** A division by its name; by its code where this region does not know it. */
export function DivisionName({ code }: { readonly code: string }) {
  const name = useDivisions().get(wholeCode(code));
  return name === undefined ? code : <span title={code}>{name}</span>;
}

/** Chooses a division by name or code. A code that this region does not know stays as it is. */
export function DivisionInput(props: CodeInputProps) {
  return <CodeInput {...props} names={useDivisions()} />;
}
