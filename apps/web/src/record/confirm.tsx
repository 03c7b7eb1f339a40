import { Alert, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Refusal } from '../api/problem.ts';
import { useWords } from '../language.tsx';

/** What somebody filled in. */
export interface ConfirmTexts {
  readonly reason: string;
  readonly legalBasis: string;
  readonly [more: string]: unknown;
}

interface ConfirmProps {
  /** What is about to be done, as a verb: 暂停. */
  readonly what: string;
  /** What will happen, in sentences, with numbers where there are some. */
  readonly consequences: ReactNode;
  readonly isGrave?: boolean;
  /** Which texts the law wants with it. */
  readonly asks?: readonly ('reason' | 'legalBasis')[];
  /** More form items; what is filled in comes with the texts. */
  readonly fields?: ReactNode;
  readonly act: (texts: ConfirmTexts) => Promise<void>;
  readonly close: () => void;
}

/** Says what will happen before it happens, and asks for the reason and the legal basis that the record keeps. */
export function ConfirmWithConsequences({
  what,
  consequences,
  isGrave,
  asks = [],
  fields,
  act,
  close,
}: ConfirmProps) {
  const { say } = useWords();
  const [form] = Form.useForm<ConfirmTexts>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const finish = async ({ reason = '', legalBasis = '', ...more }: Partial<ConfirmTexts>) => {
    setBusy(true);
    try {
      await act({ ...more, reason: reason.trim(), legalBasis: legalBasis.trim() });
      close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const label = { reason: say('confirm.reason'), legalBasis: say('confirm.legalBasis') };
  return (
    <Modal
      open
      title={say('confirm.title', { what })}
      okText={say('confirm.do', { what })}
      cancelText={say('form.cancel')}
      confirmLoading={busy}
      okButtonProps={{ danger: isGrave ?? false }}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Alert
        type={isGrave ? 'warning' : 'info'}
        showIcon
        className="gap"
        title={say('confirm.willHappen')}
        description={consequences}
      />
      {refusal && (
        <Alert
          type="error"
          showIcon
          className="gap"
          title={refusal.document.title}
          description={[refusal.document.detail, ...refusal.document.problems.map(({ message }) => message)]
            .filter(Boolean)
            .join(' ')}
        />
      )}
      <Form form={form} layout="vertical" onFinish={texts => void finish(texts)}>
        {fields}
        {asks.map(name => (
          <Form.Item
            key={name}
            name={name}
            label={label[name]}
            rules={[
              { required: true, whitespace: true, message: say('form.required', { field: label[name] }) },
            ]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
