/** As `recall_lot` tells containers from goods. */
const CARRIER = 2;
const GOODS = 1;

const words = (name: string) =>
  `json_strip_nulls(json_build_object('zh-CN', c.${name}_zh, 'en', c.${name}_en))`;

/**
 * Published recalls of a lot `l`, the latest first; null when there is none, after one probe of an index. Read with the
 * lot itself each time its page is made, in every process: a bit for each lot in memory would have to be loaded first,
 * a second for a million lots, and would be one more thing that can be behind.
 */
export const RECALLS = `(select json_agg(json_build_object('id', c.public_id, 'number', c.id, 'hazard', c.hazard,
    'reason', ${words('reason')}, 'advice', ${words('advice')}, 'contact', ${words('contact')}, 'phone', c.phone,
    'isCarrier', x.part = ${CARRIER}, 'at', to_char(c.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'by', json_build_object('kind', p.kind, 'zh', p.name_zh, 'en', p.name_en, 'uscc', p.uscc, 'division', p.division,
      'phone', p.phone)) order by c.published_at desc, c.id desc)
  from recall_lot x join recall c on c.id = x.recall and c.state = 'published' join party p on p.id = c.party
  where x.lot = l.id and x.part in (${GOODS}, ${CARRIER}))`;
