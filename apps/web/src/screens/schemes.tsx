import type { LocalText } from '@pinxin/contract/scan';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';

interface SchemeLine {
  readonly code: string;
  readonly name: LocalText;
  readonly owner: { readonly name: LocalText };
  readonly closed: boolean;
  readonly confirmed: boolean;
}

const COLUMNS: readonly Column<SchemeLine>[] = [
  { key: 'name', show: ({ name }, { language }) => nameText(name, language) },
  { key: 'owner' },
  { key: 'procedure' },
  { key: 'granted', align: 'right' },
  { key: 'underWay', align: 'right' },
  {
    key: 'standing',
    show: ({ closed, confirmed }, { say }) =>
      closed ? say('scheme.closed') : confirmed ? say('scheme.open') : say('scheme.unconfirmed'),
  },
  { key: 'effectiveFrom' },
  { key: 'legalBasis', hidden: true },
  { key: 'outcome', hidden: true },
  { key: 'subject', hidden: true },
  { key: 'edition', align: 'right', hidden: true },
  { key: 'code', hidden: true },
];

/** 制度: the rules of every mark, award and register, as of a day. */
export function Schemes() {
  const { say } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={say('nav.schemes')} />
      <RecordTable<SchemeLine>
        list="schemes"
        path="/schemes"
        columns={COLUMNS}
        rowKey={({ code }) => code}
        href={({ code }) => `/schemes/${code}`}
        actions={
          may(session, 'scheme.manage') && (
            <Button type="primary" onClick={() => void navigate({ to: '/schemes/new' })}>
              {say('form.new')}
            </Button>
          )
        }
      />
    </>
  );
}
