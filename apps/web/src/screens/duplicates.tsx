import type { LocalText } from '@pinxin/contract/scan';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { PageHead } from '../record/page.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { nameText } from '../record/texts.ts';
import { useSession } from '../shell/session-context.tsx';
import { RecordReach } from './record-reach.tsx';

interface Half {
  readonly id: string;
  readonly version: number;
  readonly name: LocalText;
  readonly uscc: string | null;
}

interface Pair {
  readonly one: Half;
  readonly other: Half;
  readonly score: number;
}

interface Wish {
  readonly from: Half;
  readonly into: Half;
}

/** 疑似重复: parties that may be one, and merging them. */
export function Duplicates() {
  const { say, language } = useWords();
  const session = useSession();
  const queries = useQueryClient();
  const [wish, setWish] = useState<Wish>();
  const half = ({ id, name, uscc }: Half) => (
    <>
      <Link to={`/parties/${id}`}>{nameText(name, language)}</Link> <small>{uscc}</small>
    </>
  );
  const merge = async (reason: string, { from, into }: Wish) => {
    const headers = { 'if-match': `"${from.version}"` };
    await ask(`/parties/${from.id}/merge`, { method: 'POST', body: { into: into.id, reason }, headers });
    await queries.invalidateQueries();
  };
  return (
    <>
      <PageHead title={say('party.duplicates')} sub={say('party.duplicatesSub')} />
      <RecordTable<Pair>
        list="duplicates"
        path="/parties/duplicates"
        rowKey={({ one, other }) => `${one.id} ${other.id}`}
        columns={[
          { key: 'one', show: ({ one }) => half(one) },
          { key: 'other', show: ({ other }) => half(other) },
          { key: 'likeness', align: 'right', show: ({ score }) => `${Math.round(score * 100)}%` },
          {
            key: 'merge',
            show: ({ one, other }) =>
              may(session, 'party.merge') && (
                <>
                  <Button size="small" onClick={() => setWish({ from: other, into: one })}>
                    {say('party.keepFirst')}
                  </Button>{' '}
                  <Button size="small" onClick={() => setWish({ from: one, into: other })}>
                    {say('party.keepSecond')}
                  </Button>
                </>
              ),
          },
        ]}
      />
      {wish && (
        <ConfirmWithConsequences
          what={say('party.merge')}
          isGrave
          asks={['reason']}
          consequences={
            <>
              <p>
                {say('party.mergeWill', {
                  from: nameText(wish.from.name, language),
                  into: nameText(wish.into.name, language),
                })}
              </p>
              <RecordReach address={`/consequences/merges/${wish.from.id}`} />
            </>
          }
          close={() => setWish(undefined)}
          act={({ reason }) => merge(reason, wish)}
        />
      )}
    </>
  );
}
