import { useSchemes } from '../api/schemes.ts';
import { CodeInput, type CodeInputProps } from './code-input.tsx';

/** A scheme by its name; by its code where none of that code holds today. */
export function SchemeName({ code }: { readonly code: string }) {
  const name = useSchemes().get(code);
  return name === undefined ? code : <span title={code}>{name}</span>;
}

/** Chooses a scheme by name or code. A code of one that no longer holds stays as it is. */
export function SchemeInput(props: CodeInputProps) {
  return <CodeInput {...props} names={useSchemes()} />;
}
