import type { HolderRow, MassBalance, TraceAnswer } from '@pinxin/contract/lineage-page';
import { wordingOf } from '@pinxin/site/wording';
import { Alert, Pagination } from 'antd';
import { useMemo } from 'react';
import { useWords } from '../language.tsx';
import { StateTag } from '../record/value.tsx';
import { WideTable } from '../record/wide-table.tsx';
import { LineagePicture } from './lineage-picture.tsx';

interface DeskAnswerProps {
  readonly answer: TraceAnswer;
  readonly sheet: (format: 'csv' | 'xlsx') => string;
  readonly turn: (page: number) => void;
  /** Asks anew from a lot of the picture. */
  readonly walk: (path: string) => void;
}

/** What is affected: counts, picture, who holds it now, the balance; the tables beside the picture. */
export function DeskAnswer({ answer, sheet, turn, walk }: DeskAnswerProps) {
  const { say, language } = useWords();
  const words = useMemo(() => wordingOf(language), [language]);
  const { counts, problems } = answer;
  const figures: readonly (readonly [string, string])[] = [
    [words.number(counts.lots), say('desk.lots')],
    [words.number(counts.items), say('desk.items')],
    [words.number(counts.holders), say('desk.holders')],
    [words.number(counts.places), say('desk.places')],
    ...counts.quantities.map(quantity => [words.quantity(quantity), say('desk.quantity')] as const),
  ];
  return (
    <>
      {problems.length > 0 && (
        <Alert
          className="gap"
          type="warning"
          showIcon
          title={say('desk.unused')}
          description={problems.map(({ code, problem, suggestion }) => (
            <div key={code}>
              <code>{code}</code> {say(problem === 'malformed' ? 'desk.malformed' : 'desk.notFound')}
              {suggestion && <> {say('desk.meant', { code: suggestion })}</>}
            </div>
          ))}
        />
      )}
      <div className="two">
        <section className="card">
          <h2>{say('desk.way')}</h2>
          <LineagePicture picture={answer.picture} walk={walk} />
          <p className="hint">{say('desk.walkHint')}</p>
        </section>
        <section className="card" aria-live="polite">
          <h2>{say('desk.affected')}</h2>
          <dl className="numbers">
            {figures.map(([figure, name], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two quantities may have the same name
              <div key={index}>
                <dt>{name}</dt>
                <dd>{figure}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">
            {say('desk.answered', {
              time: words.time(answer.answeredAt),
              seconds: (answer.milliseconds / 1000).toFixed(2),
            })}
          </p>
        </section>
      </div>
      <Holders {...{ answer, words, sheet, turn }} />
      {answer.balance && <Balance balance={answer.balance} />}
    </>
  );
}

interface HoldersProps extends Pick<DeskAnswerProps, 'answer' | 'sheet' | 'turn'> {
  readonly words: ReturnType<typeof wordingOf>;
}

function Holders({ answer, words, sheet, turn }: HoldersProps) {
  const { say, language } = useWords();
  return (
    <section className="card">
      <div className="bar">
        <h2 className="grow">{say('desk.whoHolds')}</h2>
        <a href={sheet('xlsx')} download>
          {say('table.exportXlsx')}
        </a>
        <a href={sheet('csv')} download>
          {say('table.exportCsv')}
        </a>
      </div>
      <WideTable<HolderRow>
        label={say('desk.whoHolds')}
        className="rows-fixed"
        size="small"
        rowKey={row => `${row.lot.path} ${row.holder['zh-CN']} ${row.since ?? ''}`}
        dataSource={[...answer.holders]}
        columns={[
          {
            title: say('desk.holder'),
            render: (_, { holder, phone }) => (
              <>
                {words.name(holder)} {phone}
              </>
            ),
          },
          { title: say('desk.where'), render: (_, { place }) => (place ? words.name(place.name) : '—') },
          { title: say('desk.lot'), render: (_, { lot }) => <a href={lot.path}>{lot.label}</a> },
          {
            title: say('desk.quantity'),
            align: 'right',
            render: (_, { quantity }) => (quantity ? words.quantity(quantity) : '—'),
          },
          { title: say('desk.source'), render: (_, { from }) => (from ? words.name(from) : '—') },
          { title: say('desk.since'), render: (_, { since }) => (since ? words.time(since) : '—') },
          {
            title: say('desk.state'),
            render: (_, { state }) => <StateTag field="state" state={state} language={language} />,
          },
        ]}
      />
      <div className="pager">
        <Pagination
          current={answer.page}
          total={answer.holderRows}
          pageSize={Math.max(1, Math.ceil(answer.holderRows / Math.max(1, answer.pages)))}
          showSizeChanger={false}
          hideOnSinglePage
          onChange={turn}
        />
      </div>
    </section>
  );
}

const SHARES = ['made', 'usedUp', 'shipped', 'sold', 'destroyed', 'inHand', 'missing'] as const;

function Balance({ balance }: { readonly balance: MassBalance }) {
  const { say, language } = useWords();
  const words = wordingOf(language);
  return (
    <section className="card">
      <h2>{say('desk.balance')}</h2>
      <dl className="numbers">
        {SHARES.map(share => (
          <div key={share}>
            <dt>{say(`desk.balance.${share}`)}</dt>
            <dd>{words.quantity({ value: balance[share], unit: balance.unit })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
