import { type Static, Type } from 'typebox';
import { choice, fen, labelled, line, localDate, prose } from './field.ts';

/** 行政处罚 (行政处罚法 第九条; 双公示): a penalty. `publish` of the envelope says from when until when it is shown. */
export const Sanction = Type.Object(
  {
    documentNumber: line({ zh: '处罚决定书文号', en: 'number of the decision' }, 80),
    violationType: line({ zh: '违法行为类型', en: 'kind of violation' }),
    facts: prose({ zh: '违法事实', en: 'facts' }),
    basis: prose({ zh: '处罚依据', en: 'provision applied' }, 1_000),
    measures: Type.Array(
      Type.Object(
        {
          measure: choice(
            { zh: '处罚类别', en: 'measure' },
            {
              warning: ['警告', 'warning'],
              criticism: ['通报批评', 'public criticism'],
              fine: ['罚款', 'fine'],
              confiscation: ['没收违法所得、非法财物', 'confiscation'],
              licenceHeld: ['暂扣许可证件', 'licence held'],
              gradeLowered: ['降低资质等级', 'grade lowered'],
              licenceRevoked: ['吊销许可证件', 'licence revoked'],
              productionLimited: ['限制开展生产经营活动', 'production limited'],
              productionStopped: ['责令停产停业', 'production stopped'],
              closure: ['责令关闭', 'closure'],
              professionBan: ['限制从业', 'ban from the profession'],
              detention: ['行政拘留', 'detention'],
              other: ['其他', 'other'],
            },
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 13, ...labelled({ zh: '处罚种类', en: 'measures' }) },
    ),
    content: prose({ zh: '处罚内容', en: 'what was decided' }),
    fineFen: Type.Optional(fen({ zh: '罚款金额', en: 'fine' })),
    confiscatedFen: Type.Optional(fen({ zh: '没收金额', en: 'confiscated' })),
    affectedLicence: Type.Optional(line({ zh: '暂扣或吊销证照名称及编号', en: 'licence held or revoked' })),
    decidedOn: localDate({ zh: '处罚决定日期', en: 'decided on' }),
    legalRepresentative: Type.Optional(
      line({ zh: '法定代表人', en: 'legal representative', personal: true }, 60),
    ),
  },
  { additionalProperties: false },
);
export type Sanction = Static<typeof Sanction>;
