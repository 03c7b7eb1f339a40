import { tokens as t } from './tokens.ts';

/** Minified by hand: every page carries it, and all of a page must fit 50 kB. */
const base = `*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:${t.paper};color:${t.ink};font:16px/1.6 q,${t.font};font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:${t.action};text-underline-offset:3px}:focus-visible{outline:3px solid ${t.action};outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:8px 16px;z-index:1}
.demo{background:${t.attentionSoft};color:${t.ink};border-bottom:1px solid ${t.line};font-size:13px;text-align:center;margin:0;padding:4px 16px}
.top,main,.foot{max-width:1120px;margin:0 auto;padding:0 16px}
.top{display:flex;align-items:center;gap:4px 20px;padding-block:10px;flex-wrap:wrap}.top a{display:inline-block;padding:8px 0;text-decoration:none}.top .name{color:${t.brand};font-weight:700;font-size:18px;margin-right:auto}
main{padding-bottom:40px}.foot{color:${t.muted};font-size:14px;border-top:1px solid ${t.line};padding-block:16px 32px}
.ways{display:flex;flex-wrap:wrap;gap:0 20px;margin:0 0 8px}.ways a{padding:8px 0}.top .ways{display:none;margin:0}@media(min-width:960px){.top .ways{display:flex}.foot .ways{display:none}}
h1{font-size:24px;line-height:1.3;margin:16px 0 8px}h2{font-size:17px;line-height:1.4;margin:0 0 10px}h3{font-size:16px;margin:16px 0 4px}p{margin:0 0 8px}
.sub,.small{color:${t.muted}}.small{font-size:14px}ul,ol{margin:0;padding:0;list-style:none}
.card{background:${t.card};border:1px solid ${t.line};border-radius:12px;padding:18px;margin:0 0 16px;min-width:0}.card>:last-child{margin-bottom:0}
dl.facts{display:grid;grid-template-columns:fit-content(42%) 1fr;gap:6px 16px;margin:8px 0 12px}dt{color:${t.muted}}dd{margin:0}
.tag{display:inline-block;border:1px solid ${t.line};border-radius:6px;font-size:13px;line-height:1.5;padding:0 6px;color:${t.muted};background:#fff}td .tag,a.small{white-space:nowrap}.tag.warn{color:${t.ink};border-color:${t.attention}}.tag.ok{color:${t.verified};border-color:${t.verified}}.tag.bad{color:${t.stop};border-color:${t.stop}}
.btn,button{display:inline-block;font:inherit;font-weight:600;color:${t.action};background:#fff;border:1px solid ${t.action};border-radius:10px;padding:10px 18px;min-height:46px;text-decoration:none;text-align:center;cursor:pointer}button,.btn.main{background:${t.action};color:#fff}
input,textarea,select{font:inherit;width:100%;padding:9px 12px;min-height:46px;border:1px solid #8A8F98;border-radius:10px;background:#fff;color:${t.ink}}label,legend{display:block;font-weight:600;margin:0 0 4px}
.verdict{border-radius:14px;border:1px solid var(--c);border-left-width:8px;padding:18px;margin:8px 0 16px;display:grid;grid-template-columns:44px 1fr;gap:4px 14px}.verdict svg{width:44px;height:44px}.verdict h1{margin:0;color:var(--c);font-size:28px;line-height:44px}.verdict>div{grid-column:2;min-width:0}.verdict li,.verdict p{margin:4px 0 0}.verdict li:first-child{font-size:18px}
@media(max-width:480px){.verdict>div{grid-column:1/3}}
.trusted{background:${t.verifiedSoft};--c:${t.verified}}.attention{background:${t.attentionSoft};--c:${t.attention}}.stop{background:${t.stopSoft};--c:${t.stop}}.unknown{background:${t.unknownSoft};--c:${t.unknown}}
@media print{.skip,nav,form,.actions,.out{display:none!important}body{background:#fff;font-size:12pt}.card,.verdict{break-inside:avoid}details>*{display:block}a{color:inherit}}`;

const picture = `.scroll{overflow-x:auto;margin:0 0 12px}.pic{display:block;margin:0 auto;font-size:13px}.pic.down{max-width:100%;height:auto}.pic text{fill:${t.ink}}.pic .low,.pic .own{font-size:11.5px;fill:${t.muted}}.pic .own{font-size:12px;paint-order:stroke;stroke:#fff;stroke-width:4px}.lane{stroke:${t.line};stroke-dasharray:2 4}.way{fill:none;stroke:#C9C2B4;stroke-linecap:round}.way.pack{stroke-dasharray:1 5}.way.bad{stroke:#DDA09B}.box rect{fill:#fff;stroke:${t.line};stroke-width:1.5}.box.focus rect{stroke:${t.action};stroke-width:2.5;fill:${t.actionSoft}}.box.affected rect,.box.recalled rect{fill:${t.brandSoft};stroke:${t.brand}}.box.suspect rect{fill:${t.brandSoft};stroke:${t.stop};stroke-width:3}.box.carrier rect{stroke:${t.muted};stroke-dasharray:4 3}
.across{display:none}@media(min-width:720px){.across{display:block}.both .down{display:none}}`;

const scan = `.way-list{margin:4px 0 0}.way-list li{position:relative;padding:0 0 16px 24px}.way-list li:before{content:"";position:absolute;left:4px;top:8px;width:10px;height:10px;border-radius:50%;background:${t.brand}}.way-list li:after{content:"";position:absolute;left:8px;top:22px;bottom:-6px;width:2px;background:${t.line}}.way-list li:last-child:after{display:none}
summary{cursor:pointer;color:${t.action};padding:10px 0}.rows>li{padding:8px 0;border-top:1px solid ${t.line}}.rows>li:first-child{border:0;padding-top:0}.how li{display:grid;grid-template-columns:36px 1fr;gap:12px}.how svg{width:36px;height:36px}
.actions{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 12px}.actions .btn{flex:1 1 140px}
@media(min-width:960px){.page{display:grid;grid-template-columns:5fr 7fr;gap:0 24px;align-items:start}.page>*{grid-column:1}.page>.wide{grid-column:1/3}.page>.side{grid-column:2;grid-row:2/span 6}}`;

const table = `table{border-collapse:collapse;width:100%;font-size:15px}caption{text-align:left;color:${t.muted};padding:0 0 8px}th{overflow-wrap:normal;font-weight:600;color:${t.muted};text-align:left}th,td{padding:8px 12px 8px 0;border-bottom:1px solid ${t.line};vertical-align:top}.num{text-align:right;white-space:nowrap}th.num,td.num{padding-right:24px}.when{white-space:nowrap}
@media(max-width:719px){thead{position:absolute;left:-9999px}table,tbody,tr,td,caption{display:block}tr{border-bottom:1px solid ${t.line};padding:10px 0}td{border:0;padding:2px 0;display:grid;grid-template-columns:6em 1fr;gap:8px;text-align:left;white-space:normal}td:before{content:attr(data-label);color:${t.muted}}td.num{text-align:left}td.empty{display:none}}
.choice{display:flex;flex-wrap:wrap;align-items:center;gap:4px 20px;margin:0 0 12px}.choice a{display:inline-block;padding:8px 0}.choice a[aria-current]{color:${t.ink};font-weight:700;text-decoration:none}.pages{display:flex;gap:20px;align-items:center;margin:12px 0 0}pre{white-space:pre-wrap;font-size:13px;line-height:1.5;margin:0;max-height:70vh;overflow:auto}`;

const desk = `.ask{display:grid;gap:16px}fieldset{border:0;margin:0;padding:0;min-width:0}.three{display:grid;gap:12px}@media(min-width:720px){.three{grid-template-columns:2fr 1fr 1fr}.ask.cols{grid-template-columns:1fr 1fr}.ask.cols .full{grid-column:1/3}}
.radio{display:flex;flex-wrap:wrap;gap:8px 24px}.radio label{font-weight:400;display:flex;gap:8px;align-items:center;min-height:44px}.radio input{width:20px;height:20px;min-height:0;margin:0}
.figures{display:flex;flex-wrap:wrap;gap:16px 36px;margin:0 0 12px}.figures b{display:block;font-size:26px;line-height:1.25;white-space:nowrap}.figures span{color:${t.muted};font-size:14px}.bad-note{background:${t.attentionSoft};border-color:${t.attention}}.find{display:grid;gap:8px}@media(min-width:720px){.find{grid-template-columns:1fr auto}}button.btn{background:#fff;color:${t.action}}.cards{display:grid;gap:16px}.cards span{display:block}@media(min-width:720px){.cards{grid-template-columns:1fr 1fr 1fr}}`;

const home = `@media(min-width:720px){.rows.two{display:grid;grid-template-columns:1fr 1fr;column-gap:24px}.rows.two>li:nth-child(2){border:0;padding-top:0}}`;

const filter = `.filter{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}.go{align-self:end}.go button{width:100%}.qr svg{display:block;width:148px;height:148px}.gauge{display:inline-block;vertical-align:middle;width:160px;max-width:70%;height:10px;border-radius:5px;margin-right:8px}.gauge .free{fill:${t.line}}.gauge .used{fill:${t.verified}}`;

/** Which rules a page needs besides the frame's; none carries more than it uses. */
export type StylePart = 'picture' | 'scan' | 'table' | 'desk' | 'home' | 'filter';

const PARTS: Readonly<Record<StylePart, string>> = { picture, scan, table, desk, home, filter };

/** The inline style sheet of these parts. */
export function styleOf(parts: readonly StylePart[]): string {
  return [base, ...parts.map(part => PARTS[part])].join('').replaceAll('\n', '');
}

/** Every combination that pages use, for the Content-Security-Policy's hashes. */
export const STYLE_SETS = {
  plain: [],
  scan: ['picture', 'scan'],
  home: ['scan', 'desk', 'home'],
  table: ['scan', 'table'],
  lineage: ['picture', 'scan', 'table'],
  desk: ['picture', 'table', 'desk'],
  list: ['scan', 'table', 'filter'],
} as const satisfies Readonly<Record<string, readonly StylePart[]>>;

export type StyleSet = keyof typeof STYLE_SETS;

const SHEETS = new Map<StyleSet, string>();

/** The inline style sheet of a page, joined once. */
export function sheetOf(set: StyleSet): string {
  let sheet = SHEETS.get(set);
  if (sheet === undefined) {
    sheet = styleOf(STYLE_SETS[set]);
    SHEETS.set(set, sheet);
  }
  return sheet;
}
