import { actionCode, EVENT_TYPES, LOT_KINDS } from '@pinxin/server/slices/trace/codes';
import type pg from 'pg';
import type { ChainEventType, Level } from './chain-writer.ts';
import { gtinOf, PREFIX } from './lot-uri.ts';

/** The numbers under which the tables know what the chain's rows speak of. */
export interface ChainWords {
  readonly party: number;
  readonly lotKinds: Readonly<Record<Level, number>>;
  readonly eventTypes: Readonly<Record<ChainEventType, number>>;
  readonly actions: Readonly<Record<ChainEventType, number>>;
  readonly steps: Readonly<Record<ChainEventType, number>>;
  /** Places in turn. */
  readonly places: readonly number[];
}

const STEPS: Readonly<Record<ChainEventType, string>> = {
  transformation: 'commissioning',
  pack: 'packing',
  unpack: 'unpacking',
};

const PRODUCTS = {
  farmInput: ['farmInput', '演示肥料', 'Demo fertiliser'],
  seedling: ['farmInput', '演示种苗', 'Demo seedlings'],
  harvest: ['raw', '演示鲜果', 'Demo fresh berries'],
  pool: ['raw', '演示并批鲜果', 'Demo pooled berries'],
  blend: ['processed', '演示拼配干果', 'Demo blended berries'],
  case: ['packed', '演示箱装干果', 'Demo boxed berries'],
} as const;

const PLACES = 20;

/** Makes the made-up party, products and places of the chain, and tells the numbers that its rows use. */
export async function chainWords(pool: pg.Pool): Promise<ChainWords> {
  const party = await number(
    pool,
    `insert into party (public_id, kind, name_zh, name_en, gs1_prefixes, is_demo, created_at)
     values ('pty_bench', 'enterprise', '演示测量企业', 'Demo bench enterprise', array[$1], true, now()) returning id`,
    [PREFIX],
  );
  for (const [level, [kind, zh, en]] of Object.entries(PRODUCTS)) {
    await pool.query(
      `insert into product (public_id, gtin, party, kind, name_zh, name_en, is_demo, created_at)
       values ($1, $2, $3, $4, $5, $6, true, now())`,
      [`prd_bench_${level}`, gtinOf(level as keyof typeof PRODUCTS), party, kind, zh, en],
    );
  }
  const places: number[] = [];
  for (let place = 1; place <= PLACES; place++) {
    const id = await term(pool, `https://id.gs1.org/414/${PREFIX}${String(90_000 + place)}0`);
    await pool.query(
      `insert into place (id, party, kind, name_zh, name_en, is_demo) values ($1, $2, 'plant', $3, $4, true)`,
      [id, party, `演示车间 ${place}`, `Demo workshop ${place}`],
    );
    places.push(id);
  }
  return { party, places, steps: await stepTerms(pool), ...CODES };
}

const { lot, item, logisticUnit } = LOT_KINDS;
const CODES = {
  lotKinds: {
    ...{ farmInput: lot, seedling: lot, harvest: lot, pool: lot, blend: lot, case: item },
    ...{ pallet: logisticUnit, shipment: logisticUnit, shopUnit: logisticUnit },
  },
  eventTypes: {
    transformation: EVENT_TYPES.TransformationEvent,
    pack: EVENT_TYPES.AggregationEvent,
    unpack: EVENT_TYPES.AggregationEvent,
  },
  actions: { transformation: actionCode(undefined), pack: actionCode('ADD'), unpack: actionCode('DELETE') },
};

async function stepTerms(pool: pg.Pool): Promise<Record<ChainEventType, number>> {
  const of = (type: ChainEventType): Promise<number> =>
    term(pool, `https://ref.gs1.org/cbv/BizStep-${STEPS[type]}`);
  return { transformation: await of('transformation'), pack: await of('pack'), unpack: await of('unpack') };
}

function term(pool: pg.Pool, uri: string): Promise<number> {
  return number(
    pool,
    'insert into term (uri) values ($1) on conflict (uri) do update set uri = excluded.uri returning id',
    [uri],
  );
}

async function number(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<number> {
  return (await pool.query<{ id: number }>(text, [...values])).rows[0]!.id;
}
