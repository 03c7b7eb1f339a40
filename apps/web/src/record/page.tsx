import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { type Answer, askWhole } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { readUrlState } from '../schema/url-state.ts';
import { Failure, Waiting } from './states.tsx';

/** Reads one record, with its version. */
export function useRecord<T>(address: string) {
  const { language } = useWords();
  return useQuery({
    queryKey: ['record', address, language],
    queryFn: ({ signal }) => askWhole<T>(address, { signal }),
  });
}

interface RecordLoadProps<T> {
  readonly address: string;
  /** `again` reads it anew; done when the new answer is there. */
  readonly children: (answer: Answer<T>, again: () => Promise<unknown>) => ReactNode;
}

/** A record, or why it is not here. */
export function RecordLoad<T>({ address, children }: RecordLoadProps<T>) {
  const { data, error, refetch } = useRecord<T>(address);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return children(data, () => refetch());
}

interface PageHeadProps {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  readonly actions?: ReactNode;
}

/** What a record is and how it stands, and what can be done with it. */
export function PageHead({ title, sub, actions }: PageHeadProps) {
  return (
    <div className="head">
      <div>
        <h1>{title}</h1>
        {sub !== undefined && <p className="sub">{sub}</p>}
      </div>
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

/** One side of a record. */
export interface Side {
  readonly key: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** The sides of a record; which one is open stands in the address. */
export function Sides({ sides }: { readonly sides: readonly Side[] }) {
  const { search } = useLocation();
  const navigate = useNavigate();
  const { view } = readUrlState(search as Record<string, unknown>);
  return (
    <Tabs
      activeKey={sides.some(({ key }) => key === view) ? view! : (sides[0]?.key ?? '')}
      items={[...sides]}
      destroyOnHidden
      onChange={key => void navigate({ to: '.', search: { view: key } as never })}
    />
  );
}
