import type { MembershipView } from '@pinxin/contract/session';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Result, Typography } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import type { Column } from '../record/columns.ts';
import { Facts } from '../record/facts.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly memberships: readonly MembershipView[];
}

const COLUMNS: readonly Column<Account>[] = [
  { key: 'name' },
  { key: 'login' },
  {
    key: 'memberships',
    show: ({ memberships }, { language }) =>
      memberships.map(({ id, role, party }) => (
        <div key={id}>
          {valueWord('role', role, language)} · {nameText(party.name, language)}
        </div>
      )),
  },
  { key: 'disabled', hidden: true },
  { key: 'createdAt', hidden: true },
  { key: 'id', hidden: true },
];

type Doing = { readonly path: string; readonly address: string; readonly label: string };

/** 账户: who can sign in, and in which office. */
export function Accounts() {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing>();
  const end = async (account: string, membership: string) => {
    await ask(`/accounts/${account}/memberships/${membership}`, { method: 'DELETE' });
    await queries.invalidateQueries();
  };
  return (
    <>
      <PageHead title={say('nav.accounts')} />
      <RecordTable<Account>
        list="accounts"
        path="/accounts"
        columns={COLUMNS}
        rowKey={({ id }) => id}
        look={account => (
          <>
            <Facts of={account} fields={['name', 'login', 'id']} />
            <h2>{say('account.offices')}</h2>
            {account.memberships.map(({ id, role, party, from, to }) => (
              <div key={id} className="bar">
                <span className="grow">
                  {valueWord('role', role, language)} · {nameText(party.name, language)} · {from} –{' '}
                  {to ?? '…'}
                </span>
                <Button size="small" danger onClick={() => void end(account.id, id)}>
                  {say('account.endOffice')}
                </Button>
              </div>
            ))}
            <Button
              onClick={() =>
                setDoing({
                  path: '/accounts/{id}/memberships',
                  address: `/accounts/${account.id}/memberships`,
                  label: say('account.grant'),
                })
              }
            >
              {say('account.grant')}
            </Button>
          </>
        )}
        actions={
          <Button
            type="primary"
            onClick={() =>
              setDoing({ path: '/invitations', address: '/invitations', label: say('account.invite') })
            }
          >
            {say('account.invite')}
          </Button>
        }
      />
      {doing && <AccountForm doing={doing} close={() => setDoing(undefined)} />}
    </>
  );
}

function AccountForm({ doing, close }: { readonly doing: Doing; readonly close: () => void }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const [link, setLink] = useState<string>();
  const { schema } = useBodySchema('POST', doing.path);
  return (
    <Drawer open size={520} onClose={close} title={doing.label}>
      {link !== undefined && (
        <Result
          status="success"
          title={say('account.linkOnce')}
          subTitle={<Typography.Text copyable>{`${location.origin}${link}`}</Typography.Text>}
        />
      )}
      {link === undefined && schema === undefined && <Waiting />}
      {link === undefined && schema && (
        <RecordForm
          schema={schema}
          submitLabel={doing.label}
          submit={async body => {
            const made = await ask<{ path?: string }>(doing.address, { method: 'POST', body });
            await queries.invalidateQueries();
            if (made.path === undefined) close();
            else setLink(made.path);
          }}
        />
      )}
    </Drawer>
  );
}
