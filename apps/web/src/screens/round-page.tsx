import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { ConfirmWithConsequences } from '../record/confirm.tsx';
import { PageHead, RecordLoad } from '../record/page.tsx';
import { Nothing, Waiting } from '../record/states.tsx';
import { nameText } from '../record/texts.ts';
import { NameOf, StateTag } from '../record/value.tsx';
import { WideTable } from '../record/wide-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import { inOrder, type RankedRow, tieAtLimit } from './ranking.ts';
import type { Scheme } from './scheme-page.tsx';

/** A round of a scheme: its applications by points, and the ranking within its places. */
export function RoundPage() {
  const { code, round: id } = useParams({ strict: false }) as { code: string; round: string };
  const { say, language } = useWords();
  return (
    <RecordLoad<Scheme> address={`/schemes/${code}`}>
      {({ value: scheme }) => {
        const rules = scheme.editions.at(-1)!;
        const round = scheme.rounds.find(one => one.id === id);
        if (round === undefined) return <Nothing title={say('state.notFound')} />;
        const places = round.places ?? rules.placesPerRound;
        return (
          <>
            <PageHead
              title={`${nameText(rules.name, language)} · ${round.code}`}
              sub={places === undefined ? say('round.noLimit') : say('round.places', { n: places })}
            />
            <Ranking round={id} places={places} />
          </>
        );
      }}
    </RecordLoad>
  );
}

function Ranking({ round, places }: { readonly round: string; readonly places: number | undefined }) {
  const { say, language } = useWords();
  const session = useSession();
  const [chosen, setChosen] = useState<readonly string[]>();
  const [deciding, setDeciding] = useState(false);
  const { data } = useQuery({
    queryKey: ['list', '/applications', round, language],
    queryFn: () => ask<{ items: readonly RankedRow[] }>(`/applications?round=${round}&limit=200`),
  });
  if (data === undefined) return <Waiting />;
  const rows = inOrder(data.items);
  const ranking = rows.filter(({ state }) => state === 'ranking');
  // The usual choice: as many as there are places, from the top.
  const kept = chosen ?? ranking.slice(0, places ?? 0).map(({ id }) => id);
  const isOpen = ranking.length > 0 && may(session, 'application.review');
  return (
    <>
      {isOpen && (
        <div className="bar">
          <span className="grow">{say('round.chosen', { n: kept.length, of: ranking.length })}</span>
          <Button type="primary" onClick={() => setDeciding(true)}>
            {say('round.close')}
          </Button>
        </div>
      )}
      <WideTable<RankedRow>
        label={say('scheme.rounds')}
        className="rows-fixed"
        rowKey="id"
        dataSource={[...rows]}
        locale={{ emptyText: <Nothing title={say('round.none')} /> }}
        {...(isOpen
          ? {
              rowSelection: {
                selectedRowKeys: [...kept],
                onChange: keys => setChosen(keys as string[]),
                getCheckboxProps: row =>
                  ({ disabled: row.state !== 'ranking', 'aria-label': row.applicant.name }) as object,
              },
            }
          : {})}
        columns={[
          {
            title: fieldWord('applicant', language),
            render: (_, { id, applicant }) => (
              <Link to={`/applications/${id}`}>
                <NameOf of={applicant} language={language} />
              </Link>
            ),
          },
          { title: fieldWord('points', language), align: 'right', render: (_, row) => row.points ?? '—' },
          { title: fieldWord('rank', language), align: 'right', render: (_, row) => row.rank ?? '—' },
          {
            title: fieldWord('state', language),
            render: (_, { state }) => <StateTag field="state" state={state} language={language} />,
          },
        ]}
      />
      {deciding && (
        <CloseRanking
          {...{ round, kept, ranking }}
          close={() => {
            setDeciding(false);
            setChosen(undefined);
          }}
        />
      )}
    </>
  );
}

interface CloseRankingProps {
  readonly round: string;
  readonly kept: readonly string[];
  readonly ranking: readonly RankedRow[];
  readonly close: () => void;
}

/** 综合排序: the chosen go on, the others are proposed for rejection; with a reason where equals were parted. */
function CloseRanking({ round, kept, ranking, close }: CloseRankingProps) {
  const { say } = useWords();
  const queries = useQueryClient();
  const tie = tieAtLimit(ranking, kept);
  return (
    <ConfirmWithConsequences
      what={say('round.close')}
      isGrave
      asks={['reason']}
      consequences={say('round.closeWill', { n: kept.length, rest: ranking.length - kept.length })}
      fields={
        tie && (
          <Form.Item
            name="tieReason"
            label={say('round.tieReason')}
            rules={[{ required: true, message: say('form.required', { field: say('round.tieReason') }) }]}
          >
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
        )
      }
      close={close}
      act={async ({ reason, tieReason }) => {
        const body = { chosen: kept, opinion: reason, ...(tieReason === undefined ? {} : { tieReason }) };
        await ask(`/rounds/${round}/ranking`, { method: 'POST', body });
        await queries.invalidateQueries();
      }}
    />
  );
}
