import type { EpcisProblem, EpcisProblemCode } from './problem.ts';

/** Languages that messages are written in; Chinese is the source. */
export type Language = 'zh-CN' | 'en';

/** What is wrong, and what to do next. `{name}` stands for a parameter of the problem. */
export type Message = Readonly<Record<Language, string>>;

/** The sentence of each code. */
export const MESSAGES: Readonly<Record<EpcisProblemCode, Message>> = {
  notUtf8: {
    'zh-CN': '内容不是 UTF-8 编码。请另存为 UTF-8 后重新提交。',
    en: 'The content is not UTF-8. Save it as UTF-8 and submit it again.',
  },
  notJson: {
    'zh-CN': '内容不是有效的 JSON（{detail}）。请检查括号、引号和逗号。',
    en: 'The content is not valid JSON ({detail}). Check brackets, quotes and commas.',
  },
  notXml: {
    'zh-CN': '内容不是有效的 XML（{detail}）。请检查标签、引号和命名空间。',
    en: 'The content is not well-formed XML ({detail}). Check tags, quotes and namespaces.',
  },
  doctypeRefused: {
    'zh-CN': '不接收带有声明的 DOCTYPE（实体、外部文件）。请删除 DOCTYPE。',
    en: 'A DOCTYPE with declarations (entities, external files) is not taken. Remove the DOCTYPE.',
  },
  mixedContent: {
    'zh-CN': '元素 {element} 中文字与子元素混在一起。请把文字单独放进一个子元素。',
    en: 'In the element {element} text stands beside elements. Put the text into an element of its own.',
  },
  repeatedElement: {
    'zh-CN': '元素 {element} 重复出现。请只保留一个。',
    en: 'The element {element} is repeated. Keep one of them.',
  },
  wrongElementOrder: {
    'zh-CN': '元素 {element} 的位置不对。请按 EPCIS 的 XML 模式规定的顺序排列。',
    en: 'The element {element} stands in the wrong place. Follow the order of the EPCIS XML schema.',
  },
  tooDeep: {
    'zh-CN': '嵌套超过 {limit} 层。请减少扩展字段的嵌套。',
    en: 'The nesting is deeper than {limit} levels. Flatten the extension fields.',
  },
  nulCharacter: {
    'zh-CN': '文本含有空字符 U+0000（位置 {offset}），无法保存。请删除该字符。',
    en: 'A text holds the character U+0000 (at {offset}), which cannot be stored. Remove it.',
  },
  numberOutOfRange: {
    'zh-CN': '有数字的指数超出 ±400 或长于 400 个字符。请改用合适的计量单位。',
    en: 'A number has an exponent beyond ±400 or more than 400 characters. Use a more fitting unit of measure.',
  },
  notEpcis: {
    'zh-CN': '这不是 EPCIS 2.0 文档或事件：缺少 type。请提交 EPCISDocument、EPCISQueryDocument 或单个事件。',
    en: 'This is no EPCIS 2.0 document or event: `type` is missing. Submit an EPCISDocument, an EPCISQueryDocument or an event.',
  },
  tooManyEvents: {
    'zh-CN': '文档含 {count} 个事件，上限为 {limit} 个。请分批提交。',
    en: 'The document holds {count} events; at most {limit} are allowed. Submit it in parts.',
  },
  tooManyProblems: {
    'zh-CN': '问题超过 {limit} 个，其余未列出。请先改正以上问题。',
    en: 'There are more than {limit} problems; the others are not listed. Correct these first.',
  },
  missingField: {
    'zh-CN': '缺少必填字段 {field}。请补充。',
    en: 'The required field {field} is missing. Add it.',
  },
  notAnObject: {
    'zh-CN': '此处应为对象 {…}。请按 EPCIS 2.0 的结构填写。',
    en: 'An object {…} is expected here. Follow the structure of EPCIS 2.0.',
  },
  notAList: {
    'zh-CN': '此处应为列表 […]。只有一项时也要写成列表。',
    en: 'A list […] is expected here. Write a list even for a single item.',
  },
  notText: {
    'zh-CN': '此处应为文本。请加引号。',
    en: 'A text is expected here. Put it in quotes.',
  },
  notANumber: {
    'zh-CN': '此处应为数字，不加引号。请改正。',
    en: 'A number is expected here, without quotes. Correct it.',
  },
  notABoolean: {
    'zh-CN': '此处应为 true 或 false，不加引号。请改正。',
    en: 'True or false is expected here, without quotes. Correct it.',
  },
  emptyList: {
    'zh-CN': '列表不能为空。请至少填写一项，或删除该字段。',
    en: 'The list must not be empty. Give one item at least, or leave the field out.',
  },
  repeatedItem: {
    'zh-CN': '列表中重复出现 {value}。请删除重复项。',
    en: 'The list holds {value} twice. Remove the repetition.',
  },
  unknownField: {
    'zh-CN': '未知字段 {field}。请核对拼写；自有字段须加命名空间前缀，如 ext:{field}。',
    en: 'The field {field} is not known. Check the spelling; fields of your own need a namespace prefix, such as ext:{field}.',
  },
  fieldNotOfThisType: {
    'zh-CN': '{type} 不能有字段 {field}。请删除该字段或改用合适的事件类型。',
    en: 'A {type} has no field {field}. Remove it or use another event type.',
  },
  notAUri: {
    'zh-CN': '“{value}”不是有效的 URI。须有前缀（如 urn: 或 https:），中文和空格须作百分号编码。',
    en: '“{value}” is not a URI. It needs a scheme (such as urn: or https:), and other than ASCII letters must be percent-encoded.',
  },
  notADateTime: {
    'zh-CN': '“{value}”不是带时区的日期时间。请写成 2026-05-01T08:30:00.000+08:00 的形式。',
    en: '“{value}” is no date and time with a time zone. Write it like 2026-05-01T08:30:00.000+08:00.',
  },
  wrongTimeZoneOffset: {
    'zh-CN': '“{value}”不是有效的时区偏移。请写成 +08:00 的形式。',
    en: '“{value}” is not a time zone offset. Write it like +08:00.',
  },
  wrongUnitOfMeasure: {
    'zh-CN': '“{value}”不是计量单位代码。请用 UN/CEFACT 第 20 号建议书的两或三位代码，如 KGM（千克）。',
    en: '“{value}” is not a unit code. Use the two or three characters of UN/CEFACT Recommendation 20, such as KGM for kilogram.',
  },
  wrongHexBinary: {
    'zh-CN': '此处应为十六进制数字（0–9、A–F）。请改正。',
    en: 'Hexadecimal digits (0–9, A–F) are expected here. Correct it.',
  },
  wrongVersion: {
    'zh-CN': '“{value}”不是版本号。请写成 2.0。',
    en: '“{value}” is not a version number. Write 2.0.',
  },
  wrongContext: {
    'zh-CN': '@context 应为网址、对象或二者的列表。请改正。',
    en: 'The @context must be an address, an object, or a list of both. Correct it.',
  },
  contextTooLarge: {
    'zh-CN': '@context 定义了 {count} 个名称，上限为 {limit} 个。请只保留用到的前缀。',
    en: 'The @context defines {count} names; at most {limit} are allowed. Keep only the prefixes in use.',
  },
  unknownEventType: {
    'zh-CN': '未知事件类型“{value}”。请用 EPCIS 2.0 的五种事件之一；自有类型须为 URI。',
    en: 'The event type “{value}” is not known. Use one of the five of EPCIS 2.0; a type of your own must be a URI.',
  },
  unknownAction: {
    'zh-CN': 'action 应为 ADD、OBSERVE 或 DELETE，不是“{value}”。请改正。',
    en: 'The action must be ADD, OBSERVE or DELETE, not “{value}”. Correct it.',
  },
  unknownWord: {
    'zh-CN': '“{value}”不在 {list} 的标准词表中。请选用标准词；自有词须为 URI。',
    en: '“{value}” is not in the standard list {list}. Choose a word from it; a word of your own must be a URI.',
  },
  urnInsteadOfWord: {
    'zh-CN': 'JSON 中标准词须写成短词，不能写成“{value}”。请改为短词，如 shipping。',
    en: 'In JSON a standard word is written bare, not as “{value}”. Use the bare word, such as shipping.',
  },
  ilmdNeedsAdd: {
    'zh-CN': '只有 action 为 ADD 的事件可带 ilmd（批次主数据）。请删除 ilmd 或改用 ADD。',
    en: 'Only an event whose action is ADD may carry ilmd. Remove ilmd or use ADD.',
  },
  noObjects: {
    'zh-CN': '事件没有说明涉及哪些物品。请填写 epcList 或 quantityList；只有传感器数据时须有 readPoint。',
    en: 'The event names no objects. Give epcList or quantityList; with sensor data alone, readPoint is needed.',
  },
  noChildren: {
    'zh-CN': '事件没有子项。请填写 childEPCs 或 childQuantityList（仅 DELETE 可省略）。',
    en: 'The event has no children. Give childEPCs or childQuantityList (only DELETE may go without).',
  },
  noInputOrOutput: {
    'zh-CN': '转化事件须同时有投入和产出；分多个事件记录时，须有 transformationID 和其中一项。请补充。',
    en: 'A transformation needs inputs and outputs; spread over several events it needs a transformationID and one of both. Complete it.',
  },
  noDisposition: {
    'zh-CN': 'persistentDisposition 须有 set 或 unset。请补充或删除该字段。',
    en: 'A persistentDisposition needs set or unset. Complete it or leave it out.',
  },
  duplicateKey: {
    'zh-CN': '事件中有 {count} 个字段名重复，含义不明确。请删除重复的字段。',
    en: 'In this event {count} field names are repeated, so that its meaning is unclear. Remove the repetitions.',
  },
  brokenText: {
    'zh-CN': '事件含有不完整的 Unicode 字符（孤立的代理项）。请检查文本编码。',
    en: 'The event holds an incomplete Unicode character (a lone surrogate). Check how its texts are encoded.',
  },
  brokenIdentifier: {
    'zh-CN':
      '标识“{value}”不正确（{why}）。请核对编码和校验位；批号和序列号只能用 GS1 允许的字符，不含汉字。',
    en: 'The identifier “{value}” is wrong ({why}). Check the number and its check digit; lots and serials hold the characters that GS1 allows, no Chinese ones.',
  },
  parentRequired: {
    'zh-CN': 'action 为 {action} 的聚合事件须有 parentID。请补充容器或托盘的标识。',
    en: 'An aggregation with action {action} needs a parentID. Give the identifier of the container or pallet.',
  },
  negativeQuantity: {
    'zh-CN': '数量 {quantity} 为负。请改为零或正数。',
    en: 'The quantity {quantity} is negative. Use zero or more.',
  },
  sensorTimeAfterEvent: {
    'zh-CN': '传感器时间 {value} 晚于事件时间。请核对两个时间。',
    en: 'The sensor time {value} is later than the event. Check both times.',
  },
  wrongEventId: {
    'zh-CN': '事件标识“{value}”应为 urn:uuid: 或 ni:/// 形式。请改正，或省略后由系统生成。',
    en: 'The event identifier “{value}” must start with urn:uuid: or ni:///. Correct it, or leave it out and it will be generated.',
  },
};

/** The sentence for a problem, its parameters filled in; of XML with line and column. */
export function messageOf(problem: EpcisProblem, language: Language): string {
  const { params } = problem;
  const sentence = MESSAGES[problem.code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params?.[name];
    return value === undefined ? whole : String(value);
  });
  return sentence + lineWords(params, language);
}

/** Line and column in brackets, of problems that have them; else nothing. */
export function lineWords(params: EpcisProblem['params'], language: Language): string {
  if (params?.line === undefined || params.column === undefined) return '';
  return language === 'zh-CN'
    ? `（第 ${params.line} 行第 ${params.column} 列）`
    : ` (line ${params.line}, column ${params.column})`;
}
