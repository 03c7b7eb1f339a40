import { RecordTable } from '../record/record-table.tsx';
import { APPLICATION_COLUMNS, type ApplicationRow } from './applications.tsx';
import { BRAND_COLUMNS, type BrandLine } from './brands.tsx';
import { PLACE_COLUMNS, type PlaceRow } from './places.tsx';
import { PRODUCT_COLUMNS, type ProductRow } from './products.tsx';

interface OfParty {
  /** Public id. */
  readonly party: string;
}

/** Places that a party runs. */
export function PlacesOf({ party }: OfParty) {
  return (
    <RecordTable<PlaceRow>
      list="places-of-party"
      path="/places"
      fixed={{ party }}
      columns={PLACE_COLUMNS.filter(({ key }) => key !== 'party')}
      rowKey={({ uri }) => uri}
      within
    />
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
