import { useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { ask } from '../api/client.ts';
import { useBodySchema } from '../api/interface.ts';
import { useWords } from '../language.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { Waiting } from '../record/states.tsx';
import type { ProductRow } from './products.tsx';

interface ProductFormProps {
  /** Public id of the party whose product it is. */
  readonly party: string;
  readonly product?: ProductRow;
  readonly close: () => void;
}

/** Registers a product, or brings it up to date; its GTIN stays. */
export function ProductForm({ party, product, close }: ProductFormProps) {
  const { say } = useWords();
  const queries = useQueryClient();
  const { schema } = useBodySchema('POST', '/products');
  const label = say(product === undefined ? 'product.new' : 'form.edit');
  return (
    <Drawer open size={560} onClose={close} title={label}>
      {schema === undefined ? (
        <Waiting />
      ) : (
        <RecordForm
          schema={schema}
          skip={product === undefined ? ['party'] : ['party', 'gtin']}
          {...(product === undefined ? {} : { start: startOf(product) })}
          submitLabel={say('form.save')}
          submit={async body => {
            const filled = Object.entries(body).filter(([, value]) => value !== null);
            const gtin = product === undefined ? {} : { gtin: product.gtin };
            await ask('/products', {
              method: 'POST',
              body: { ...Object.fromEntries(filled), ...gtin, party },
            });
            await queries.invalidateQueries();
            close();
          }}
        />
      )}
    </Drawer>
  );
}

function startOf({ kind, name, brand, category, netContent }: ProductRow) {
  return {
    ...{ kind, nameZh: name['zh-CN'], nameEn: name.en, category, netContent },
    ...{ brandZh: brand?.['zh-CN'], brandEn: brand?.en },
  };
}
