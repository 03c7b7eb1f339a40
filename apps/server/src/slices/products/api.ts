export { PRODUCT_KINDS, type ProductGiven, type ProductKind } from './product.ts';
export { type BatchGiven, type BatchRegistered, registerBatch } from './register-batch.ts';
export { registerProduct } from './register-product.ts';
export { registerProductRoutes } from './routes.ts';
export { findProduct, type ProductRow } from './store.ts';
