import type { CommandShape, Option } from './command-line.ts';

const server: Option = {
  type: 'string',
  value: 'url',
  words: {
    zh: '服务器地址（默认：本机正在运行的那个）',
    en: 'address of the server (default: the one running here)',
  },
};
const key: Option = {
  type: 'string',
  value: 'secret',
  words: {
    zh: '密钥（默认：PINXIN_KEY，演示实例用演示密钥）',
    en: 'key (default: PINXIN_KEY; a demo key in a demo)',
  },
};
const data: Option = {
  type: 'string',
  value: 'folder',
  words: {
    zh: '数据目录（默认：PINXIN_DATA 或 ./.pinxin）',
    en: 'data folder (default: PINXIN_DATA or ./.pinxin)',
  },
};
const output: Option = {
  type: 'string',
  short: 'o',
  value: 'file',
  words: { zh: '写入文件而不是屏幕', en: 'write into a file instead of the screen' },
};
const format: Option = {
  type: 'string',
  value: 'json|csv|xlsx',
  words: { zh: '结果的格式', en: 'form of the result' },
};
const asOf: Option = {
  type: 'string',
  value: 'time',
  words: { zh: '按当时已记录的事实回答（带时区）', en: 'answer from what was recorded by then (with zone)' },
};
const lots: Option = {
  type: 'string',
  value: 'n',
  words: { zh: '演示数据的批次数（默认 2000）', en: 'lots in the demo (default 2000)' },
};
const connection = { server, key, data };

/** Every command of `pinxin`. */
export const COMMANDS: readonly CommandShape[] = [
  {
    name: 'up',
    takes: '',
    count: [0, 0],
    words: {
      zh: '启动：建库或打开已有的库；第一次装入演示数据',
      en: 'start: make or open the database; the first time, load the demo',
    },
    options: {
      data,
      port: {
        type: 'string',
        value: 'n',
        words: { zh: '端口（默认：PINXIN_PORT 或 8080）', en: 'port (default: PINXIN_PORT or 8080)' },
      },
      host: {
        type: 'string',
        value: 'address',
        words: { zh: '监听地址（默认 127.0.0.1）', en: 'address to listen on (default 127.0.0.1)' },
      },
      lots,
      empty: { type: 'boolean', words: { zh: '不装演示数据', en: 'without the demo' } },
    },
  },
  {
    name: 'demo',
    takes: '',
    count: [0, 0],
    words: { zh: '把演示数据装入正在运行的实例', en: 'load the demo into a running instance' },
    options: { server, data, lots },
  },
  {
    name: 'capture',
    takes: '<file>…',
    count: [1, 10_000],
    words: { zh: '上报 EPCIS 文件（JSON 或 XML）', en: 'capture EPCIS files (JSON or XML)' },
    options: {
      ...connection,
      proceed: {
        type: 'boolean',
        words: {
          zh: '好的事件照收，坏的列出（默认：有一个坏的就全退回）',
          en: 'keep the good events of a file (default: all or none)',
        },
      },
    },
  },
  {
    name: 'export',
    takes: '<folder>',
    count: [1, 1],
    words: {
      zh: '把可见的全部事件导出为 EPCIS 文件；再运行就接着导',
      en: 'export all events as EPCIS files; run again, it goes on',
    },
    options: {
      ...connection,
      format: { type: 'string', value: 'json|xml', words: { zh: '文件的格式', en: 'form of the files' } },
    },
  },
  {
    name: 'query',
    takes: '[NAME=VALUE]…',
    count: [0, 100],
    words: {
      zh: '按 EPCIS 查询参数找事件，如 EQ_bizStep=shipping perPage=10',
      en: 'find events by EPCIS query parameters, such as EQ_bizStep=shipping perPage=10',
    },
    options: {
      ...connection,
      output,
      all: {
        type: 'boolean',
        words: { zh: '翻完所有页，每行一个事件', en: 'follow all pages, one event a line' },
      },
    },
  },
  {
    name: 'trace',
    takes: '<code>',
    count: [1, 1],
    words: {
      zh: '追溯一个批次：从哪来（back）或到哪去（forward）',
      en: 'trace a lot: where from (back) or where to (forward)',
    },
    options: {
      ...connection,
      output,
      format,
      direction: {
        type: 'string',
        value: 'back|forward',
        words: { zh: '方向（默认 back）', en: 'direction (default back)' },
      },
      containers: {
        type: 'boolean',
        words: {
          zh: '只答：装在哪些容器里，何时到何时',
          en: 'answer instead in which containers it is or was, from when until when',
        },
      },
      holders: {
        type: 'boolean',
        words: { zh: '只答：现在在谁手里', en: 'answer instead who holds it' },
      },
      'as-of': asOf,
    },
  },
  {
    name: 'recall',
    takes: '[code]…',
    count: [0, 1_000],
    words: {
      zh: '从疑点（批次或地点）算出召回范围：哪些批次、在谁手里',
      en: 'what a recall affects, from suspect lots or a place: which lots, in whose hands',
    },
    options: {
      ...connection,
      output,
      format,
      'as-of': asOf,
      place: {
        type: 'string',
        value: 'place',
        words: {
          zh: '疑点是一个地点，需要 --from 和 --to',
          en: 'the suspect is a place; needs --from and --to',
        },
      },
      from: { type: 'string', value: 'time', words: { zh: '自何时（带时区）', en: 'from when (with zone)' } },
      to: { type: 'string', value: 'time', words: { zh: '至何时（带时区）', en: 'until when (with zone)' } },
    },
  },
  {
    name: 'import',
    takes: '<file>',
    count: [1, 1],
    words: {
      zh: '导入主体表格（.xlsx 或 CSV）：先预览，加 --confirm 写入',
      en: 'import a sheet of parties (.xlsx or CSV): preview, or write with --confirm',
    },
    options: {
      ...connection,
      output: {
        ...output,
        words: { zh: '结果报告（CSV）写入文件', en: 'write the result report (CSV) into a file' },
      },
      confirm: {
        type: 'boolean',
        words: { zh: '写入没有错误的行', en: 'write the rows without errors' },
      },
    },
  },
  {
    name: 'hash',
    takes: '<file>',
    count: [1, 1],
    words: { zh: '计算文件中每个事件的 EPCIS 事件哈希', en: 'the EPCIS event hash of every event of a file' },
    options: {},
  },
  {
    name: 'verify',
    takes: '<file|url>',
    count: [1, 1],
    words: {
      zh: '查验一份凭证：签名、密钥、有效期、状态、结构',
      en: 'verify a credential: signature, key, term, status, structure',
    },
    options: {
      bundle: {
        type: 'string',
        value: 'file',
        words: {
          zh: '只用这份信任资料（/trust-bundle.json），不联网',
          en: 'use this trust bundle (/trust-bundle.json) alone, without any network',
        },
      },
      receipt: {
        type: 'string',
        value: 'file',
        words: {
          zh: '一并核对日志回执（/credentials/编号/receipt）',
          en: 'check the receipt of the log too (/credentials/<id>/receipt)',
        },
      },
      policy: {
        type: 'string',
        value: 'file',
        words: {
          zh: '日志公钥和见证人（tlog-policy）',
          en: "the log's key and its witnesses (tlog-policy)",
        },
      },
      'log-key': {
        type: 'string',
        value: 'key|file',
        words: { zh: '日志公钥，不给则用信任资料里的', en: "the log's key; the bundle's when absent" },
      },
    },
  },
  {
    name: 'plan',
    takes: 'read <file>',
    count: [2, 2],
    words: {
      zh: '读一份方案（.txt、.docx）：章节、目标、任务、牵头和配合部门',
      en: 'read a government plan (.txt, .docx): sections, targets, tasks, who leads and who supports',
    },
    options: {},
  },
  {
    name: 'programme',
    takes: 'recount <file|url>',
    count: [2, 2],
    words: {
      zh: '复核目标快照：逐份读取它计入的声明，按同一规则再数一遍',
      en: "recount a goal's snapshot: read each statement that it counted, and count again by the same rule",
    },
    options: {
      server: {
        type: 'string',
        value: 'url',
        words: {
          zh: '声明从哪里读（快照是文件时）',
          en: 'where to read the statements, when the snapshot is a file',
        },
      },
    },
  },
  {
    name: 'log',
    takes: 'audit|register|reconcile <url> [party] [day]',
    count: [2, 4],
    words: {
      zh: '透明日志：从外面逐条核对整个日志（audit），证明某日登记簿上一个主体的全部记录或一条也没有（register），或恢复备份后与公开的日志对账（reconcile）',
      en: 'the transparency log: walk all of it from outside (audit), prove all that the register said of a party on a day, or that it said nothing (register), or reconcile a restored backup with the public one (reconcile)',
    },
    options: {
      data,
      'log-key': {
        type: 'string',
        value: 'file|key',
        words: { zh: '日志的公钥（默认：日志自己给的）', en: "the log's key (default: as the log tells it)" },
      },
      policy: {
        type: 'string',
        value: 'file',
        words: {
          zh: '见证政策：日志公钥、见证人、需要几位',
          en: 'policy: key of the log, witnesses, how many are needed',
        },
      },
      keep: {
        type: 'string',
        value: 'file',
        words: {
          zh: '与这个文件里保存的旧检查点核对，核对无误后换成新的',
          en: 'check growth from the checkpoint in this file, and keep the new one there when all is well',
        },
      },
    },
  },
  {
    name: 'witness',
    takes: '<folder>',
    count: [1, 1],
    words: {
      zh: '做日志的见证人：文件夹里放自己的密钥和要见证的日志的公钥（logs）',
      en: 'be a witness of logs: a folder with your own key and the keys of the logs (logs)',
    },
    options: {
      name: {
        type: 'string',
        value: 'name',
        words: { zh: '见证人的名称，如 witness.example', en: 'name of the witness, such as witness.example' },
      },
      port: { type: 'string', value: 'n', words: { zh: '端口（默认任选）', en: 'port (default: any)' } },
      host: {
        type: 'string',
        value: 'address',
        words: { zh: '监听地址（默认 127.0.0.1）', en: 'address to listen on (default 127.0.0.1)' },
      },
    },
  },
  {
    name: 'conformance',
    takes: '<folder>',
    count: [1, 1],
    words: {
      zh: '用外部的标准向量检验本程序；加 --server 则检验运行中的服务（密钥须可采集和查询）',
      en: 'hold this program to vectors that others wrote; with --server a running server (the key may capture and query)',
    },
    options: { server, key },
  },
  {
    name: 'backup',
    takes: '<file>',
    count: [1, 1],
    words: { zh: '备份到一个文件（服务可以照常运行）', en: 'back up into one file (the server may run)' },
    options: { data },
  },
  {
    name: 'restore',
    takes: '<file>',
    count: [1, 1],
    words: {
      zh: '恢复到一个空的数据目录或数据库，逐表核对',
      en: 'restore into an empty folder or database, verified table by table',
    },
    options: { data },
  },
  {
    name: 'doctor',
    takes: '',
    count: [0, 0],
    words: { zh: '检查环境和数据，说明怎么办', en: 'look at environment and data, and say what to do' },
    options: { data },
  },
  {
    name: 'recount',
    takes: '',
    count: [0, 0],
    words: {
      zh: '目标的计数从声明全部重做一遍（服务可以不停）',
      en: 'make all counts of goals anew from the statements (the server may run on)',
    },
    options: { data },
  },
  {
    name: 'key',
    takes: '',
    count: [0, 0],
    words: {
      zh: '给运营方补发一个密钥（原来的丢了）',
      en: 'issue another operator key (the first was lost)',
    },
    options: { data },
  },
  {
    name: 'administrator',
    takes: '',
    count: [0, 0],
    words: {
      zh: '给出管理员的一次性链接（管理员都进不去了）',
      en: 'a one-time link for an administrator (when none can sign in)',
    },
    options: { data },
  },
];
