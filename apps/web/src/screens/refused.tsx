import { Alert } from 'antd';
import { Refusal } from '../api/problem.ts';
import { Failure } from '../record/states.tsx';

/** Why the server refused, all of it. */
export function Refused({ error }: { readonly error: unknown }) {
  if (!(error instanceof Refusal)) return <Failure error={error} />;
  const { title, problems } = error.document;
  return (
    <Alert
      type="error"
      showIcon
      className="gap"
      title={title}
      description={problems.map(({ at, message }) => (
        <div key={at + message}>
          {at}：{message}
        </div>
      ))}
    />
  );
}
