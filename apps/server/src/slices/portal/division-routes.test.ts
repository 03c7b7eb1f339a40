import { divisions } from '@pinxin/region-ningxia/divisions';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RegisterApp, registerApp } from '../parties/testing/register-app.ts';
import { registerDivisionRoutes } from './division-routes.ts';

let t: RegisterApp;
beforeAll(async () => {
  const names = divisions.map(({ code, nameZh, nameEn }) => [code, { 'zh-CN': nameZh, en: nameEn }] as const);
  t = await registerApp(app => registerDivisionRoutes(app, { divisions: Object.fromEntries(names) }));
});
afterAll(() => t.close());

it('divisions are told to everybody by code and in both languages, in the order of their codes', async () => {
  const reply = await t.send(undefined, 'GET', '/divisions');
  const { items } = reply.json() as { items: readonly { code: string; name: object }[] };
  expect(items).toHaveLength(divisions.length);
  expect(items.map(({ code }) => code)).toEqual(items.map(({ code }) => code).toSorted());
  expect(items.find(({ code }) => code === '640521')?.name).toEqual({ 'zh-CN': '中宁县', en: 'Zhongning' });
  expect(reply.headers['cache-control']).toBe('public, max-age=86400');
});
