import { useWords } from '../language.tsx';
import { RecordTable } from '../record/record-table.tsx';

/** 主体: the register of parties. */
export function Parties() {
  const { say } = useWords();
  return (
    <>
      <h1>{say('nav.parties')}</h1>
      <RecordTable<{ id: string }>
        list="parties"
        path="/parties"
        rowKey={({ id }) => id}
        columns={[{ key: 'name' }]}
      />
    </>
  );
}
