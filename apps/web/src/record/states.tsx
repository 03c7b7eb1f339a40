import { Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { Refusal, Unreachable } from '../api/problem.ts';
import { useWords } from '../language.tsx';

/** While something is read. */
export function Waiting() {
  const { say } = useWords();
  return (
    <div className="state" role="status">
      <Spin />
      <p>{say('state.loading')}</p>
    </div>
  );
}

/** Something could not be read: why, and what to do. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { say } = useWords();
  const { title, lines } = reasonOf(error, say);
  return (
    <div className="state" role="alert">
      <b>{title}</b>
      {lines.map(line => (
        <p key={line}>{line}</p>
      ))}
      {retry && <Button onClick={retry}>{say('state.retry')}</Button>}
    </div>
  );
}

/** Nothing there, and what to do about it. */
export function Nothing({ title, hint }: { readonly title: string; readonly hint?: ReactNode }) {
  return (
    <div className="state">
      <b>{title}</b>
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}

function reasonOf(error: unknown, say: ReturnType<typeof useWords>['say']) {
  if (error instanceof Unreachable) return { title: say('state.error'), lines: [say('state.offline')] };
  if (error instanceof Refusal) {
    const { status, code, title, detail, problems } = error.document;
    // What says more than that there is nothing is said: a lot that nobody told of is not a wrong address.
    if (status === 404 && code === 'notFound') return { title: say('state.notFound'), lines: [] };
    const lines = [detail, ...problems.map(({ message }) => message)].filter(line => line !== undefined);
    return { title, lines: status === 403 ? [say('state.notAllowed'), ...lines] : lines };
  }
  return {
    title: say('state.unexpected'),
    lines: [error instanceof Error ? error.message : String(error)],
  };
}
