import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ask } from '../api/client.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';

interface SessionRow {
  readonly id: string;
  readonly current: boolean;
}

/** 我的账户: who I am here, in which offices, and where I am signed in. */
export function Me() {
  const { say, language } = useWords();
  const session = useSession();
  const queries = useQueryClient();
  const revoke = async (id: string) => {
    await ask(`/sessions/${id}`, { method: 'DELETE' });
    await queries.invalidateQueries();
  };
  return (
    <>
      <PageHead title={session.account.name} sub={session.account.login} />
      <section className="card">
        <Facts of={session} fields={['assurance']} />
        <h2>{say('account.offices')}</h2>
        <ul>
          {session.memberships.map(({ id, role, party, basis, from, to }) => (
            <li key={id}>
              {valueWord('role', role, language)} · {nameText(party.name, language)} ·{' '}
              {valueWord('basis', basis, language)} · {from} – {to ?? '…'}
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{say('account.sessions')}</h2>
        <RecordTable<SessionRow>
          list="sessions"
          path="/sessions"
          within
          rowKey={({ id }) => id}
          columns={[
            { key: 'device' },
            { key: 'openedAt' },
            { key: 'seenAt' },
            {
              key: 'current',
              show: ({ current, id }) =>
                current ? (
                  say('account.thisSession')
                ) : (
                  <Button size="small" danger onClick={() => void revoke(id)}>
                    {say('account.revoke')}
                  </Button>
                ),
            },
          ]}
        />
      </section>
    </>
  );
}
