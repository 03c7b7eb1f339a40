import { demoUscc } from './demo-uscc.ts';
import { PROVINCE } from './divisions.ts';

/** An authority that the programme names, as a party of the demo: plainly invented. */
export interface ProgrammeAuthority {
  readonly key: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly uscc: string;
  readonly division: string;
}

type Row = readonly [key: string, zh: string, en: string];

/** Beside the offices that the demo's chains need. Their numbers stand far above those of its parties. */
const ROWS: readonly Row[] = [
  ['science', '科技', 'Science and Technology'],
  ['ethnic', '民族事务', 'Ethnic Affairs'],
  ['labour', '人力资源社会保障', 'Human Resources and Social Security'],
  ['education', '教育', 'Education'],
  ['development', '发展改革', 'Development and Reform'],
  ['industry', '工业和信息化', 'Industry and Information Technology'],
  ['broadcasting', '广播电视', 'Radio and Television'],
  ['civil', '民政', 'Civil Affairs'],
  ['finance', '财政', 'Finance'],
  ['staffing', '机构编制', 'Staffing of Institutions'],
  ['expo', '博览', 'Exposition'],
  ['wine', '葡萄酒产业', 'Wine Industry'],
  ['health', '卫生健康', 'Health'],
  ['housing', '住房城乡建设', 'Housing and Construction'],
  ['sports', '体育', 'Sports'],
  ['banking', '地方金融', 'Local Finance'],
  ['customs', '海关', 'Customs'],
];
const FIRST_NUMBER = 90_001;

/** Parties to be registered for the programme. */
export const programmeAuthorities: readonly ProgrammeAuthority[] = ROWS.map(([key, zh, en], index) => ({
  ...{ key, nameZh: `演示自治区${zh}部门`, nameEn: `Demo Regional ${en}`, division: PROVINCE },
  uscc: demoUscc('11', PROVINCE, FIRST_NUMBER + index),
}));

/** Who an authority of the plan is today. */
export interface Succession {
  /** Key of a party of the demo, or of `programmeAuthorities`. */
  readonly key: string;
  /** 机构改革: the day from which another took its place; absent where it goes on. */
  readonly since?: string;
  readonly basis?: string;
  /** What its successor is called. */
  readonly now?: string;
}

/** 自治区机构改革方案 (2018): the new offices began their work in November 2018. To be confirmed office by office. */
const REFORM = { since: '2018-11-01', basis: '2018 年自治区机构改革（各部门挂牌日期待逐一核对）' } as const;
/** 国务院机构改革方案 (2018): inspection and quarantine went to customs on 2018-04-20. */
const CUSTOMS = { since: '2018-04-20', basis: '2018 年国务院机构改革：出入境检验检疫职责划入海关' } as const;

/** 部门承接: the authorities by the names of the plan. Collective ones stay as they are named. */
export const successions: Readonly<Record<string, Succession>> = {
  质监局: { key: 'authority-1', ...REFORM, now: '市场监管厅' },
  工商局: { key: 'authority-1', ...REFORM, now: '市场监管厅' },
  食品药监局: { key: 'authority-1', ...REFORM, now: '市场监管厅' },
  农牧厅: { key: 'authority-2', ...REFORM, now: '农业农村厅' },
  林业厅: { key: 'authority-3', ...REFORM, now: '林业和草原局' },
  商务厅: { key: 'authority-4' },
  旅游发展委: { key: 'authority-5', ...REFORM, now: '文化和旅游厅' },
  文化厅: { key: 'authority-5', ...REFORM, now: '文化和旅游厅' },
  科技厅: { key: 'science' },
  民委: { key: 'ethnic' },
  人力资源社会保障厅: { key: 'labour' },
  教育厅: { key: 'education' },
  发展改革委: { key: 'development' },
  经济和信息化委: { key: 'industry', ...REFORM, now: '工业和信息化厅' },
  新闻出版广电局: { key: 'broadcasting', ...REFORM, now: '广播电视局' },
  民政厅: { key: 'civil' },
  财政厅: { key: 'finance' },
  编办: { key: 'staffing' },
  博览局: { key: 'expo' },
  葡萄酒局: { key: 'wine', ...REFORM, now: '葡萄酒产业管理机构' },
  卫生计生委: { key: 'health', ...REFORM, now: '卫生健康委' },
  住房城乡建设厅: { key: 'housing' },
  体育局: { key: 'sports' },
  金融工作局: { key: 'banking', ...REFORM, now: '地方金融管理机构' },
  检验检疫局: { key: 'customs', ...CUSTOMS, now: '海关' },
};

const FIRST_FORMER = FIRST_NUMBER + ROWS.length;
const FORMER_EN: Readonly<Record<string, string>> = {
  质监局: 'Quality Supervision',
  工商局: 'Industry and Commerce',
  食品药监局: 'Food and Drug Supervision',
  农牧厅: 'Agriculture and Animal Husbandry',
  林业厅: 'Forestry',
  旅游发展委: 'Tourism Development',
  文化厅: 'Culture',
  经济和信息化委: 'Economy and Information',
  新闻出版广电局: 'Press, Radio and Television',
  葡萄酒局: 'Wine',
  卫生计生委: 'Health and Family Planning',
  金融工作局: 'Financial Work',
  检验检疫局: 'Inspection and Quarantine',
};
const STEM = /(?:厅|局|委)$/;

/** 原部门: an authority of the plan whose duties went to another, as a party of the demo, and the succession itself. */
export interface FormerAuthority extends ProgrammeAuthority {
  /** Key of the authority that took over. */
  readonly successor: string;
  readonly since: string;
  readonly basis: string;
}

/** Authorities that the plan of 2016 names and that are others today; the register of parties keeps both. */
export const formerAuthorities: readonly FormerAuthority[] = Object.entries(successions)
  .flatMap(([name, { key, since, basis }]) =>
    since === undefined || basis === undefined ? [] : [{ name, successor: key, since, basis }],
  )
  .map(({ name, ...succession }, index) => ({
    ...succession,
    key: formerKey(name),
    nameZh: `演示自治区原${name.replace(STEM, '')}部门`,
    nameEn: `Former Demo Regional ${FORMER_EN[name] ?? 'Authority'}`,
    uscc: demoUscc('11', PROVINCE, FIRST_FORMER + index),
    division: PROVINCE,
  }));

/** The key of an authority of the plan that another succeeded. */
export function formerKey(name: string): string {
  return `former-${name}`;
}
