import { Button } from 'antd';
import { useState } from 'react';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { RecordTable } from '../record/record-table.tsx';
import { useSession } from '../shell/session-context.tsx';
import { APPLICATION_COLUMNS, type ApplicationRow } from './applications.tsx';
import { BRAND_COLUMNS, type BrandLine } from './brands.tsx';
import { PlaceForm } from './place-form.tsx';
import { PLACE_COLUMNS, PlaceLook, type PlaceRow } from './places.tsx';
import { PRODUCT_COLUMNS, type ProductRow } from './products.tsx';

interface OfParty {
  /** Public id. */
  readonly party: string;
}

/** Places that a party runs; who may write about it adds to them. */
export function PlacesOf({ party }: OfParty) {
  const { say } = useWords();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <RecordTable<PlaceRow>
        list="places-of-party"
        path="/places"
        fixed={{ party }}
        columns={PLACE_COLUMNS.filter(({ key }) => key !== 'party')}
        rowKey={({ uri }) => uri}
        look={place => <PlaceLook place={place} />}
        within
        actions={
          may(session, 'party.write') && <Button onClick={() => setAdding(true)}>{say('place.new')}</Button>
        }
      />
      {adding && <PlaceForm party={party} close={() => setAdding(false)} />}
    </>
  );
}

/** Products that a party makes or packs. */
export function ProductsOf({ party }: OfParty) {
  return (
    <RecordTable<ProductRow>
      list="products-of-party"
      path="/products"
      fixed={{ party }}
      columns={PRODUCT_COLUMNS.filter(({ key }) => key !== 'party')}
      rowKey={({ gtin }) => gtin}
      href={({ gtin }) => `/products/${gtin}`}
      within
    />
  );
}

/** Brands that a party owns. */
export function BrandsOf({ party }: OfParty) {
  return (
    <RecordTable<BrandLine>
      list="brands-of-party"
      path="/register/brands"
      fixed={{ party }}
      columns={BRAND_COLUMNS.filter(({ key }) => key !== 'owner')}
      rowKey={({ id }) => id}
      href={({ id }) => `/brands/${id}`}
      within
    />
  );
}

/** Applications of a party. */
export function ApplicationsOf({ party }: OfParty) {
  return (
    <RecordTable<ApplicationRow>
      list="applications-of-party"
      path="/applications"
      fixed={{ applicant: party }}
      columns={APPLICATION_COLUMNS.filter(({ key }) => key !== 'applicant')}
      rowKey={({ id }) => id}
      href={({ id }) => `/applications/${id}`}
      within
    />
  );
}
