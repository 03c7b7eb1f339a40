import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { timeText } from '../record/texts.ts';

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly facts: unknown;
}

type Names = Readonly<Record<string, string>>;

/** 审计日志: every commit's facts, in order; people and parties by their names. */
export function Audit() {
  const { say } = useWords();
  const [names, setNames] = useState<Names>({});
  const columns: readonly Column<Entry>[] = [
    { key: 'seq', align: 'right' },
    { key: 'at', show: ({ at }, { language }) => timeText(at, language) },
    { key: 'actor', show: ({ actor }) => <span title={actor}>{names[actor] ?? actor}</span> },
    { key: 'kind' },
    { key: 'facts', show: ({ facts }) => <FactList facts={facts} names={names} /> },
  ];
  return (
    <>
      <PageHead title={say('nav.audit')} sub={say('audit.sub')} />
      <RecordTable<Entry>
        list="audit"
        path="/journal"
        columns={columns}
        rowKey={({ seq }) => String(seq)}
        onAnswer={answer => setNames((answer as { names?: Names }).names ?? {})}
      />
    </>
  );
}

/** Facts as names and values; ids of records lead to their pages. */
function FactList({ facts, names }: { readonly facts: unknown; readonly names: Names }): ReactNode {
  if (typeof facts === 'string') return <Reference id={facts} names={names} />;
  if (typeof facts !== 'object' || facts === null) return String(facts);
  if (Array.isArray(facts)) {
    return facts.map((one, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: entries of the journal do not move
      <span key={index}>
        {index > 0 && ', '}
        <FactList facts={one} names={names} />
      </span>
    ));
  }
  return (
    <span className="facts-text">
      {Object.entries(facts).map(([name, value]) => (
        <span key={name} className="fact">
          <small>{name}</small> <FactList facts={value} names={names} />
        </span>
      ))}
    </span>
  );
}

const PAGES: Readonly<Record<string, string>> = {
  pty: '/parties',
  app: '/applications',
  stm: '/statements',
  rcl: '/recalls',
  brd: '/brands',
};

function Reference({ id, names }: { readonly id: string; readonly names: Names }) {
  const page = PAGES[id.slice(0, id.indexOf('_'))];
  const text = names[id] ?? id;
  return page === undefined ? <span title={id}>{text}</span> : <Link to={`${page}/${id}`}>{text}</Link>;
}
