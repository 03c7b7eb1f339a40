import { DownloadOutlined, ReloadOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Popover } from 'antd';
import type { ReactNode } from 'react';
import { useSheets } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { fieldWord, valueWord } from '../messages/words.ts';
import { type Column, csvText } from './columns.ts';
import { saveText } from './save-text.ts';
import { nameText } from './texts.ts';

interface TableBarProps<Row> {
  readonly path: string;
  readonly address: string;
  readonly query: string;
  readonly columns: readonly Column<Row>[];
  readonly all: readonly Column<Row>[];
  readonly choose: (keys: readonly string[] | undefined) => void;
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly actions: ReactNode;
  readonly refresh: () => void;
}

/** Above the rows: how many there are, what can be done, export of this very filter, columns. */
export function TableBar<Row extends object>(bar: TableBarProps<Row>) {
  const { say, language } = useWords();
  const { total, rows } = bar;
  return (
    <div className="bar">
      <span className="grow" role="status">
        {total === undefined
          ? say('table.totalShown', { n: rows.length })
          : say('table.total', { n: total.toLocaleString(language) })}
      </span>
      {bar.actions}
      <Export {...bar} />
      <Columns {...bar} />
      <Button icon={<ReloadOutlined />} aria-label={say('table.refresh')} onClick={bar.refresh} />
    </div>
  );
}

function Export<Row extends object>({ path, address, query, columns, rows }: TableBarProps<Row>) {
  const { say, language } = useWords();
  const sheets = useSheets(path);
  const savePage = () => {
    const headings = columns.map(({ key, heading }) => heading ?? fieldWord(key, language));
    const cells = rows.map(row =>
      columns.map(({ key }) => plain(key, (row as Record<string, unknown>)[key], language)),
    );
    saveText(csvText(headings, cells), `${path.split('/').at(-1)}.csv`);
  };
  const items = sheets.map(({ format, ending }) => ({
    key: format,
    label: (
      <a href={`${address}${ending}${query === '' ? '' : `?${query}`}`} download>
        {say(format === 'csv' ? 'table.exportCsv' : 'table.exportXlsx')}
      </a>
    ),
  }));
  const page = { key: 'page', label: say('table.exportPage'), onClick: savePage };
  return (
    <Dropdown trigger={['click']} menu={{ items: [...items, page] }}>
      <Button icon={<DownloadOutlined />}>{say('table.export')}</Button>
    </Dropdown>
  );
}

function Columns<Row extends object>({ all, columns, choose }: TableBarProps<Row>) {
  const { say, language } = useWords();
  const content = (
    <div className="columns">
      <Checkbox.Group
        value={columns.map(({ key }) => key)}
        onChange={keys => choose(keys as string[])}
        options={all.map(({ key, heading }) => ({ value: key, label: heading ?? fieldWord(key, language) }))}
      />
      <Button type="link" onClick={() => choose(undefined)}>
        {say('table.columnsReset')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={say('table.columns')} content={content}>
      <Button icon={<SettingOutlined />} aria-label={say('table.columns')} />
    </Popover>
  );
}

function plain(field: string, value: unknown, language: 'zh-CN' | 'en'): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') {
    const { 'zh-CN': zh, name } = value as Record<string, unknown>;
    if (typeof zh === 'string') return nameText(value as never, language);
    return name === undefined ? JSON.stringify(value) : plain('name', name, language);
  }
  return typeof value === 'string' ? valueWord(field, value, language) : String(value);
}
