import { SCOPE_WORDS, type Scope } from '@pinxin/contract/access';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Result, Typography } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { may, ownParty } from '../api/session.ts';
import { useWords } from '../language.tsx';
import type { Column } from '../record/columns.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { Waiting } from '../record/states.tsx';
import type { JsonSchema } from '../schema/json-schema.ts';
import { useSession } from '../shell/session-context.tsx';

interface Key {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly revokedAt: string | null;
}

/** 接口密钥: the keys by which an enterprise's own programs speak to this server. */
export function Keys() {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const own = ownParty(useSession());
  const [issuing, setIssuing] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const columns: readonly Column<Key>[] = [
    { key: 'label' },
    { key: 'party', hidden: own !== undefined },
    { key: 'scopes', show: ({ scopes }) => scopes.map(scope => SCOPE_WORDS[scope][language]).join(' · ') },
    { key: 'createdAt' },
    {
      key: 'revokedAt',
      show: key =>
        key.revokedAt === null ? (
          <Button size="small" danger onClick={() => setRevoking(key)}>
            {say('key.revoke')}
          </Button>
        ) : undefined,
    },
    { key: 'id', hidden: true },
  ];
  return (
    <>
      <PageHead title={say('nav.keys')} sub={say('key.sub')} />
      <RecordTable<Key>
        list="keys"
        path="/keys"
        columns={columns}
        rowKey={({ id }) => id}
        actions={
          own !== undefined && (
            <Button type="primary" onClick={() => setIssuing(true)}>
              {say('key.issue')}
            </Button>
          )
        }
      />
      {issuing && own !== undefined && <IssueKey party={own} close={() => setIssuing(false)} />}
      {revoking && (
        <ConfirmWithConsequences
          what={say('key.revoke')}
          isGrave
          consequences={say('key.revokeWill', { label: revoking.label })}
          close={() => setRevoking(undefined)}
          act={async () => {
            await ask(`/keys/${revoking.id}/revocation`, { method: 'POST' });
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
}

function IssueKey({ party, close }: { readonly party: string; readonly close: () => void }) {
  const { say } = useWords();
  const session = useSession();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string>();
  const { schema } = useBodySchema('POST', '/keys');
  return (
    <Drawer open size={520} onClose={close} title={say('key.issue')}>
      {secret !== undefined && (
        <Result
          status="success"
          title={say('key.once')}
          subTitle={<Typography.Text copyable>{secret}</Typography.Text>}
        />
      )}
      {secret === undefined && schema === undefined && <Waiting />}
      {secret === undefined && schema && (
        <RecordForm
          schema={withScopes(schema, scope => may(session, scope))}
          skip={SKIP}
          submitLabel={say('key.issue')}
          submit={async body => {
            const made = await ask<{ secret: string }>('/keys', { method: 'POST', body: { ...body, party } });
            await queries.invalidateQueries();
            setSecret(made.secret);
          }}
        />
      )}
    </Drawer>
  );
}

const SKIP = ['party'];

/** The form with the powers alone that this person has and can give: the server refuses the others anyway. */
function withScopes(schema: JsonSchema, has: (scope: Scope) => boolean): JsonSchema {
  const words = Object.fromEntries(
    Object.entries(SCOPE_WORDS)
      .filter(([scope]) => has(scope as Scope))
      .map(([scope, { 'zh-CN': zh, en }]) => [scope, [zh, en] as const]),
  );
  const scopes = { type: 'array', items: { enum: Object.keys(words), 'x-words': words } };
  return { ...schema, properties: { ...schema.properties, scopes } };
}
