import Type from 'typebox';
import type { DeliveryView } from './delivery-views.ts';
import type { NamedQuery } from './named-query-store.ts';
import type { Subscription } from './subscription.ts';

const Instant = Type.String({ format: 'date-time' });
const OrNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const QueryPath = Type.Object({ queryName: Type.String() });
export const SubscriptionPath = Type.Object({ queryName: Type.String(), subscriptionID: Type.String() });
export const OwnPath = Type.Object({ subscriptionID: Type.String() });

export const Paging = Type.Object({
  perPage: Type.Integer({ minimum: 1, maximum: 1000, default: 30 }),
  nextPageToken: Type.Optional(Type.String({ maxLength: 500 })),
});

export const QueryBody = Type.Object(
  {
    name: Type.String({ description: '名称，主体内唯一 · name, unique within the party' }),
    query: Type.Record(Type.String(), Type.Unknown(), {
      description: 'SimpleEventQuery: parameters as members, lists as arrays',
    }),
  },
  { additionalProperties: true },
);

export const QueryAnswer = Type.Object({
  name: Type.String(),
  query: Type.Record(Type.String(), Type.Unknown()),
  createdAt: Instant,
});

const SCHEDULE = 'second, minute, hour, dayOfMonth, month, dayOfWeek (1 = Monday), timeZone (IANA)';
const ScheduleFields = Type.Record(Type.String(), Type.Unknown(), { description: SCHEDULE });

export const SubscriptionBody = Type.Object(
  {
    dest: Type.Optional(Type.Unknown({ description: 'https:// address that takes POST' })),
    signatureToken: Type.Optional(Type.Unknown({ description: '16 … 500 characters; made when absent' })),
    stream: Type.Optional(Type.Unknown({ description: 'true: at once' })),
    schedule: Type.Optional(Type.Unknown({ description: SCHEDULE })),
    reportIfEmpty: Type.Optional(Type.Unknown()),
    initialRecordTime: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: true },
);

export const SubscriptionAnswer = Type.Object({
  subscriptionID: Type.String(),
  queryName: Type.String(),
  party: Type.String({ description: '主体的编号 · id of the party' }),
  dest: Type.String(),
  stream: Type.Optional(Type.Boolean()),
  schedule: Type.Optional(ScheduleFields),
  mediaType: Type.String({ description: 'application/json | application/xml' }),
  reportIfEmpty: Type.Boolean(),
  initialRecordTime: Type.Optional(Instant),
  createdAt: Instant,
  lastNotifiedAt: Type.Optional(Instant),
  state: Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('halted')]),
  waiting: Type.Integer({ description: '待送达的事件数 · events it is still owed' }),
  deadLetters: Type.Integer({ description: '放弃送达的请求数 · requests given up' }),
  failures: Type.Integer(),
  lastError: Type.Optional(Type.String()),
  batch: Type.Integer(),
  catchingUp: Type.Boolean(),
});

export const ListPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  after: Type.Optional(Type.String({ maxLength: 200 })),
});

export const SubscriptionList = Type.Object({
  items: Type.Array(SubscriptionAnswer),
  total: Type.Integer(),
  totalIsAtLeast: Type.Boolean(),
  next: OrNull(Type.String()),
});

export const MadeAnswer = Type.Object({
  ...SubscriptionAnswer.properties,
  signatureToken: Type.Optional(Type.String({ description: '只在此处给出一次 · told here and never again' })),
});

export const Deliveries = Type.Object({
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('done'), Type.Literal('dead')])),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  perPage: Type.Integer({ minimum: 1, maximum: 200, default: 30 }),
});

export const DeliveryAnswer = Type.Object({
  deliveryID: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('done'), Type.Literal('dead')]),
  events: Type.Integer(),
  attempts: Type.Integer(),
  lastStatus: OrNull(Type.Integer()),
  lastError: OrNull(Type.String()),
  createdAt: Instant,
  endedAt: OrNull(Instant),
});

/** A named query as it is answered. */
export function queryAnswer({ name, query, createdAt }: NamedQuery): object {
  return { name, query, createdAt };
}

/** A subscription as it is answered; its secret is not among it. */
export function subscriptionAnswer(one: Subscription): object {
  return {
    ...{ subscriptionID: one.publicId, queryName: one.queryName, party: one.partyPublicId, dest: one.dest },
    ...(one.schedule === null ? { stream: true } : { schedule: one.schedule }),
    mediaType: one.format?.kind === 'xml' ? 'application/xml' : 'application/json',
    reportIfEmpty: one.reportIfEmpty,
    ...(one.initialRecordTime === null ? {} : { initialRecordTime: one.initialRecordTime }),
    createdAt: one.createdAt,
    ...(one.lastNotifiedAt === null ? {} : { lastNotifiedAt: one.lastNotifiedAt }),
    ...{ state: one.state, waiting: one.waiting, deadLetters: one.dead, failures: one.failures },
    ...(one.lastError === null ? {} : { lastError: one.lastError }),
    ...{ batch: one.batch, catchingUp: one.isBehind },
  };
}

/** A request as it is answered. */
export function deliveryAnswer({ id: _number, ...delivery }: DeliveryView): object {
  return delivery;
}
