import type { Discoverable } from './discovery.ts';
import { RESOURCE_PATHS } from './resource-routes.ts';

/** Every path of the EPCIS interface that tells by `OPTIONS` what it speaks. */
export const DISCOVERABLE: readonly Discoverable[] = [
  { url: '/', allow: 'GET', captures: true },
  { url: '/capture', allow: 'GET, POST', captures: true },
  { url: '/capture/:id', allow: 'GET, DELETE' },
  { url: '/events', allow: 'GET, POST', captures: true },
  { url: '/events/:eventID', allow: 'GET' },
  { url: '/nextPageToken/:token', allow: 'DELETE' },
  { url: '/masterData', allow: 'GET' },
  ...RESOURCE_PATHS,
  { url: '/queries', allow: 'GET, POST' },
  { url: '/queries/:queryName', allow: 'GET, DELETE' },
  { url: '/queries/:queryName/events', allow: 'GET' },
  { url: '/queries/:queryName/subscriptions', allow: 'GET, POST' },
  { url: '/queries/:queryName/subscriptions/:subscriptionID', allow: 'GET, DELETE' },
];
