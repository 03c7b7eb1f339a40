import { Button, Form, Input, Radio } from 'antd';
import { useWords } from '../language.tsx';
import type { UrlState } from '../schema/url-state.ts';

interface DeskFormProps {
  readonly desk: 'trace' | 'recall';
  readonly state: UrlState;
  readonly ask: (question: UrlState) => void;
}

/** What an inspector asks: codes, or a place and a time. */
export function DeskForm({ desk, state, ask }: DeskFormProps) {
  const { say } = useWords();
  const finish = (values: Record<string, string | undefined>) => {
    const entries = Object.entries(values).map(([name, value]) => [name, value?.trim() ?? ''] as const);
    ask(Object.fromEntries(entries.filter(([, value]) => value !== '')));
  };
  return (
    <Form
      layout="vertical"
      className="card"
      initialValues={{ direction: 'back', ...state }}
      onFinish={finish}
    >
      <Form.Item name="codes" label={say('desk.codes')} extra={say('desk.codesHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
      </Form.Item>
      <div className="fields">
        {desk === 'trace' && (
          <Form.Item name="direction" label={say('desk.direction')}>
            <Radio.Group
              options={[
                { value: 'back', label: say('desk.back') },
                { value: 'forward', label: say('desk.forward') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item name="place" label={say('desk.place')}>
          <Input />
        </Form.Item>
        <Form.Item name="from" label={say('desk.from')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="to" label={say('desk.to')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="asOf" label={say('desk.asOf')} extra={say('desk.asOfHint')}>
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit">
        {say(desk === 'recall' ? 'desk.askRecall' : 'desk.askTrace')}
      </Button>
    </Form>
  );
}
