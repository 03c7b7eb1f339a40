import { createHash } from 'node:crypto';
import { Role } from '@pinxin/lineage/role';
import type pg from 'pg';

/** Writes parties, products and events straight into the tables, for tests of the pages alone. */
export interface Records {
  readonly party: (
    kind: string,
    zh: string,
    more?: { en?: string; division?: string; phone?: string },
  ) => Promise<number>;
  readonly product: (gtin: string, kind: string, zh: string, party?: number) => Promise<void>;
  readonly place: (
    gln: string,
    kind: string,
    zh: string,
    party?: number,
    division?: string,
  ) => Promise<number>;
  readonly event: (event: TestEvent) => Promise<{ id: number; hash: string }>;
  readonly voidEvent: (id: number) => Promise<void>;
  readonly lotId: (uri: string) => Promise<number>;
}

export interface TestEvent {
  readonly at: string;
  readonly recorded?: string;
  readonly party: number;
  readonly step?: string;
  readonly disposition?: string;
  readonly place?: number;
  readonly type?: number;
  readonly action?: number;
  readonly lots: readonly (readonly [
    role: keyof typeof Role,
    uri: string,
    quantity?: string,
    unit?: string,
  ])[];
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly certificates?: readonly string[];
  readonly doc?: object;
}

const CBV = 'https://ref.gs1.org/cbv/';

/** Each event is a commit of its own that moves the journal, as captures do. */
export function recordsIn(pool: pg.Pool): Records {
  let serial = 0;
  const one = async (text: string, values: unknown[]): Promise<number> =>
    (await pool.query<{ id: number }>(text, values)).rows[0]!.id;
  const term = (uri: string) =>
    one(
      `insert into term (uri) values ($1) on conflict (uri) do update set uri = excluded.uri returning id`,
      [uri],
    );
  const lotId = (uri: string) =>
    one(
      `insert into lot (uri, kind) values ($1, 1) on conflict (uri) do update set uri = excluded.uri returning id`,
      [uri],
    );
  const link = async (event: number, kind: number, value: string) => {
    await pool.query('insert into event_link (event, kind, value) values ($1, $2, $3)', [
      event,
      kind,
      await term(value),
    ]);
  };
  const moveJournal = () => pool.query('update journal_head set seq = seq + 1');
  return {
    lotId,
    party: (kind, zh, more = {}) =>
      one(
        `insert into party (public_id, kind, name_zh, name_en, division, phone, created_at) values ($1, $2, $3, $4, $5, $6, now()) returning id`,
        [`pty_t${++serial}`, kind, zh, more.en ?? null, more.division ?? null, more.phone ?? null],
      ),
    product: async (gtin, kind, zh, party) => {
      await pool.query(
        'insert into product (public_id, gtin, party, kind, name_zh, created_at) values ($1, $2, $3, $4, $5, now())',
        [`prd_t${++serial}`, gtin, party ?? null, kind, zh],
      );
      await moveJournal();
    },
    place: async (gln, kind, zh, party, division) => {
      const id = await term(`https://id.gs1.org/414/${gln}`);
      await pool.query('insert into place (id, party, kind, name_zh, division) values ($1, $2, $3, $4, $5)', [
        id,
        party ?? null,
        kind,
        zh,
        division ?? null,
      ]);
      return id;
    },
    voidEvent: async id => {
      await pool.query('insert into event_void values ($1, $1, now())', [id]);
      await moveJournal();
    },
    event: async event => {
      const id = ++serial;
      const hash = createHash('sha256').update(`event ${id}`).digest();
      await pool.query(
        `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_step, disposition, biz_location, hash, doc)
         values ($1, $2, $3, 480, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          event.at,
          event.recorded ?? event.at,
          event.type ?? 1,
          event.action ?? 1,
          event.party,
          event.step ? await term(`${CBV}BizStep-${event.step}`) : null,
          event.disposition ? await term(`${CBV}Disp-${event.disposition}`) : null,
          event.place ?? null,
          hash,
          Buffer.from(JSON.stringify(event.doc ?? {})),
        ],
      );
      for (const [role, uri, quantity, unit] of event.lots) {
        await pool.query(
          'insert into event_lot (event, lot, role, uom, quantity) values ($1, $2, $3, $4, $5)',
          [id, await lotId(uri), Role[role], unit ? await term(unit) : null, quantity ?? null],
        );
      }
      for (const word of event.set ?? []) await link(id, 4, `${CBV}PDisp-${word}`);
      for (const word of event.unset ?? []) await link(id, 5, `${CBV}PDisp-${word}`);
      for (const uri of event.certificates ?? []) await link(id, 6, uri);
      await moveJournal();
      return { id, hash: hash.toString('hex') };
    },
  };
}
