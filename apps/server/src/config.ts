import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { OperatorError } from './kernel/operator-error.ts';
import { readSecretsKey } from './kernel/secrets-key.ts';

/** Everything that the environment decides, read once. */
export interface Config {
  /** Where the embedded database and the operator's key are kept (absolute path). */
  readonly data: string;
  readonly host: string;
  /** 0 lets the machine choose. */
  readonly port: number;
  /** The address people reach the site at, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Form of the status in credentials: W3C's, or the one that the schema of UNTP 0.7.0 alone takes. */
  readonly statusProfile: 'w3c' | 'untp-strict';
  /** An external PostgreSQL; the embedded one when absent. */
  readonly databaseUrl: string | undefined;
  /** Keys of secrets at rest, the one that seals first; those of a file beside the data when empty. */
  readonly secretsKeys: readonly Buffer[];
  /** Most events in one capture. */
  readonly captureEventLimit: number;
  /** Largest capture in bytes. */
  readonly captureSizeLimit: number;
  /** How long a query of events may be searched for, in ms. */
  readonly queryTimeLimit: number;
  /** Request header in which the edge proxy names the division of a scan; not counted by place when absent. */
  readonly scanDivisionHeader: string | undefined;
  /** Addresses or networks of proxies whose X-Forwarded-For is believed; nobody's when empty. */
  readonly trustedProxies: readonly string[];
  /** Networks that are not public and to which webhooks may go nevertheless, as `address/length`; none when empty. */
  readonly webhookNetworks: readonly string[];
  /** Another provider by which people sign in; none when absent. */
  readonly provider: ProviderConfig | undefined;
  /** By which mail server people are told of changes to their account; none when absent. */
  readonly mail: MailConfig | undefined;
  /** The bucket in which files of evidence are kept; the data folder when absent. */
  readonly evidenceBucket: BucketConfig | undefined;
  /** A clamd that scans what people send, `tcp://host:port` or `unix:///path`; nothing is scanned when absent. */
  readonly clamd: string | undefined;
  readonly logLevel: LogLevel;
}

/** A bucket that speaks S3. */
export interface BucketConfig {
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A mail server and the sender's address. */
export interface MailConfig {
  readonly url: string;
  readonly from: string;
}

/** How this site is known to an OpenID Connect provider. */
export interface ProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the sign-in page calls it. */
  readonly name: string;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

interface Complaint {
  readonly zh: string;
  readonly en: string;
}

/** Every variable, what it means and what holds without it: `pinxin doctor` and the documentation print it. */
export const VARIABLES: Readonly<
  Record<string, { readonly zh: string; readonly en: string; readonly usual: string }>
> = {
  PINXIN_DATA: { zh: '数据目录', en: 'data folder', usual: './.pinxin' },
  PINXIN_HOST: { zh: '监听地址', en: 'address to listen on', usual: '127.0.0.1' },
  PINXIN_PORT: { zh: '监听端口', en: 'port to listen on', usual: '8080' },
  PINXIN_PUBLIC_URL: { zh: '公众访问的网址', en: 'address people reach the site at', usual: '' },
  DATABASE_URL: { zh: '外部 PostgreSQL 的地址', en: 'address of an external PostgreSQL', usual: '' },
  PINXIN_SECRETS_KEY: {
    zh: '加密保存的内容和密码核对所用的密钥（32 字节的 Base64；换钥时旧钥写在后面，逗号分隔）',
    en: 'key of secrets at rest and of passwords: 32 bytes in Base64; former keys after it, separated by commas',
    usual: '',
  },
  PINXIN_CAPTURE_EVENT_LIMIT: {
    zh: '一次上报的事件数上限',
    en: 'most events in one capture',
    usual: '10000',
  },
  PINXIN_CAPTURE_SIZE_LIMIT: {
    zh: '一次上报的字节数上限',
    en: 'largest capture in bytes',
    usual: '33554432',
  },
  PINXIN_QUERY_TIME_LIMIT: {
    zh: '一次事件查询最多搜索多久（毫秒）',
    en: 'how long a query of events may be searched for, in milliseconds',
    usual: '10000',
  },
  PINXIN_SCAN_DIVISION_HEADER: {
    zh: '边缘代理写明扫码所在行政区划的请求头',
    en: 'header in which the edge proxy names the division of a scan',
    usual: '',
  },
  PINXIN_TRUSTED_PROXIES: {
    zh: '可信的反向代理地址或网段，逗号分隔',
    en: 'addresses or networks of trusted proxies, separated by commas',
    usual: '',
  },
  PINXIN_WEBHOOK_NETWORKS: {
    zh: '允许推送（webhook）送达的非公共网段，逗号分隔',
    en: 'networks that are not public and that webhooks may reach, separated by commas',
    usual: '',
  },
  PINXIN_OIDC_ISSUER: { zh: '外部登录（OIDC）的签发者地址', en: 'issuer of the OIDC provider', usual: '' },
  PINXIN_OIDC_CLIENT_ID: { zh: '外部登录的客户端编号', en: 'client id at the OIDC provider', usual: '' },
  PINXIN_OIDC_CLIENT_SECRET: {
    zh: '外部登录的客户端密码',
    en: 'client secret at the OIDC provider',
    usual: '',
  },
  PINXIN_OIDC_NAME: {
    zh: '外部登录的名称',
    en: 'name of the OIDC provider on the sign-in page',
    usual: 'OIDC',
  },
  PINXIN_SMTP_URL: {
    zh: '邮件服务器 smtp://用户:密码@主机:端口（或 smtps://）',
    en: 'mail server, smtp://user:password@host:port (or smtps://)',
    usual: '',
  },
  PINXIN_STATUS_PROFILE: {
    zh: '凭证状态的形式：w3c 或 untp-strict',
    en: 'form of the status in credentials: w3c or untp-strict',
    usual: 'w3c',
  },
  PINXIN_MAIL_FROM: { zh: '邮件的发件地址', en: 'sender of mail', usual: '' },
  PINXIN_S3_URL: {
    zh: '存证据文件的 S3 存储桶（https://主机/桶，可再加前缀）',
    en: 'S3 bucket for files of evidence, https://host/bucket, with a prefix if need be',
    usual: '',
  },
  PINXIN_S3_REGION: { zh: '存储桶的区域', en: 'region of the bucket', usual: 'us-east-1' },
  PINXIN_S3_ACCESS_KEY: { zh: '存储桶的访问密钥编号', en: 'access key id of the bucket', usual: '' },
  PINXIN_S3_SECRET_KEY: { zh: '存储桶的访问密钥', en: 'secret access key of the bucket', usual: '' },
  PINXIN_CLAMD: {
    zh: '查毒服务 clamd 的地址（tcp://主机:端口 或 unix:///路径）',
    en: 'address of a clamd that scans files for malware, tcp://host:port or unix:///path',
    usual: '',
  },
  PINXIN_LOG: { zh: '日志级别', en: 'log level', usual: 'info' },
};

/** Reads the environment. Throws OperatorError `configuration` that lists everything wrong with it, not the first. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const complaints: Complaint[] = [];
  const text = (name: string) => {
    const value = environment[name]?.trim();
    const usual = VARIABLES[name]!.usual;
    return value === undefined || value === '' ? (usual === '' ? undefined : usual) : value;
  };
  const whole = (name: string, least: number, most: number) => {
    const value = Number(text(name));
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    complaints.push({
      zh: `${name} 应为 ${least} 到 ${most} 之间的整数，现在是“${text(name)}”`,
      en: `${name} must be a whole number from ${least} to ${most}, not "${text(name)}"`,
    });
    return least;
  };
  const config: Config = {
    data: resolve(text('PINXIN_DATA')!),
    host: text('PINXIN_HOST')!,
    port: whole('PINXIN_PORT', 0, 65_535),
    publicUrl: url(text('PINXIN_PUBLIC_URL'), 'PINXIN_PUBLIC_URL', ['http:', 'https:'], complaints)?.replace(
      /\/+$/,
      '',
    ),
    statusProfile: statusProfile(text('PINXIN_STATUS_PROFILE')!, complaints),
    databaseUrl: url(text('DATABASE_URL'), 'DATABASE_URL', ['postgres:', 'postgresql:'], complaints),
    secretsKeys: secretsKeyList(text('PINXIN_SECRETS_KEY'), complaints),
    captureEventLimit: whole('PINXIN_CAPTURE_EVENT_LIMIT', 1, 10_000_000),
    captureSizeLimit: whole('PINXIN_CAPTURE_SIZE_LIMIT', 1_024, 1_073_741_824),
    queryTimeLimit: whole('PINXIN_QUERY_TIME_LIMIT', 1, 600_000),
    scanDivisionHeader: headerName(text('PINXIN_SCAN_DIVISION_HEADER'), complaints),
    trustedProxies: (text('PINXIN_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter(part => part !== ''),
    webhookNetworks: networks(text('PINXIN_WEBHOOK_NETWORKS'), complaints),
    provider: provider(text, complaints),
    mail: mail(text, complaints),
    evidenceBucket: bucket(text, complaints),
    clamd: url(text('PINXIN_CLAMD'), 'PINXIN_CLAMD', ['tcp:', 'unix:'], complaints),
    logLevel: logLevel(text('PINXIN_LOG')!, complaints),
  };
  if (complaints.length === 0) return config;
  throw new OperatorError(
    'configuration',
    `环境变量有误：${complaints.map(({ zh }) => zh).join('；')}。`,
    `The environment is not right: ${complaints.map(({ en }) => en).join('; ')}.`,
  );
}

function statusProfile(value: string, complaints: Complaint[]): Config['statusProfile'] {
  if (value === 'w3c' || value === 'untp-strict') return value;
  complaints.push({
    zh: `PINXIN_STATUS_PROFILE 应为 w3c 或 untp-strict，现在是“${value}”`,
    en: `PINXIN_STATUS_PROFILE must be w3c or untp-strict, not "${value}"`,
  });
  return 'w3c';
}

function url(
  value: string | undefined,
  name: string,
  protocols: readonly string[],
  complaints: Complaint[],
): string | undefined {
  if (value === undefined) return undefined;
  if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
  const forms = protocols.map(protocol => `${protocol}//…`).join(' / ');
  // The value itself is not repeated: it may hold a password.
  complaints.push({
    zh: `${name} 应为 ${forms} 形式的地址`,
    en: `${name} must be an address of the form ${forms}`,
  });
  return undefined;
}

function provider(
  text: (name: string) => string | undefined,
  complaints: Complaint[],
): ProviderConfig | undefined {
  const issuer = url(text('PINXIN_OIDC_ISSUER'), 'PINXIN_OIDC_ISSUER', ['https:', 'http:'], complaints);
  if (issuer === undefined) return undefined;
  const needed = ['PINXIN_OIDC_CLIENT_ID', 'PINXIN_OIDC_CLIENT_SECRET', 'PINXIN_PUBLIC_URL'];
  const missing = needed.filter(name => text(name) === undefined);
  if (missing.length > 0) {
    complaints.push({
      zh: `有 PINXIN_OIDC_ISSUER 时还需要 ${missing.join('、')}`,
      en: `with PINXIN_OIDC_ISSUER, ${missing.join(', ')} is needed too`,
    });
    return undefined;
  }
  const [clientId, clientSecret] = [text('PINXIN_OIDC_CLIENT_ID')!, text('PINXIN_OIDC_CLIENT_SECRET')!];
  return { issuer, clientId, clientSecret, name: text('PINXIN_OIDC_NAME')! };
}

function mail(text: (name: string) => string | undefined, complaints: Complaint[]): MailConfig | undefined {
  const server = url(text('PINXIN_SMTP_URL'), 'PINXIN_SMTP_URL', ['smtp:', 'smtps:'], complaints);
  const from = text('PINXIN_MAIL_FROM');
  if (server === undefined) return undefined;
  if (from !== undefined) return { url: server, from };
  complaints.push({
    zh: '有 PINXIN_SMTP_URL 时还需要 PINXIN_MAIL_FROM',
    en: 'with PINXIN_SMTP_URL, PINXIN_MAIL_FROM is needed too',
  });
  return undefined;
}

function bucket(
  text: (name: string) => string | undefined,
  complaints: Complaint[],
): BucketConfig | undefined {
  const place = url(text('PINXIN_S3_URL'), 'PINXIN_S3_URL', ['https:', 'http:'], complaints);
  if (place === undefined) return undefined;
  const [accessKey, secretKey] = [text('PINXIN_S3_ACCESS_KEY'), text('PINXIN_S3_SECRET_KEY')];
  if (!/^\/[^/]/.test(new URL(place).pathname)) {
    complaints.push({
      zh: 'PINXIN_S3_URL 里没有存储桶：应为 https://主机/桶',
      en: 'PINXIN_S3_URL names no bucket: it is https://host/bucket',
    });
  }
  if (accessKey === undefined || secretKey === undefined) {
    complaints.push({
      zh: '有 PINXIN_S3_URL 时还需要 PINXIN_S3_ACCESS_KEY 和 PINXIN_S3_SECRET_KEY',
      en: 'with PINXIN_S3_URL, PINXIN_S3_ACCESS_KEY and PINXIN_S3_SECRET_KEY are needed too',
    });
    return undefined;
  }
  return { url: place, region: text('PINXIN_S3_REGION')!, accessKey, secretKey };
}

function secretsKeyList(value: string | undefined, complaints: Complaint[]): readonly Buffer[] {
  const keys = (value ?? '')
    .split(/[\s,]+/)
    .filter(part => part !== '')
    .map(readSecretsKey);
  if (keys.every(key => key !== undefined)) return keys;
  // The value is not repeated: a mistyped key is nearly the key.
  complaints.push({
    zh: 'PINXIN_SECRETS_KEY 应为 32 字节的 Base64（43 或 44 个字符）',
    en: 'PINXIN_SECRETS_KEY must be 32 bytes in Base64 (43 or 44 characters)',
  });
  return [];
}

function networks(value: string | undefined, complaints: Complaint[]): readonly string[] {
  const given = (value ?? '').split(/[\s,]+/).filter(part => part !== '');
  const wrong = given.filter(part => {
    const [address = '', bits = '0', more] = part.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    return isIP(address) === 0 || more !== undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > most;
  });
  if (wrong.length === 0) return given;
  complaints.push({
    zh: `PINXIN_WEBHOOK_NETWORKS 应为网段（如 10.1.0.0/16），不是“${wrong.join('、')}”`,
    en: `PINXIN_WEBHOOK_NETWORKS must be networks such as 10.1.0.0/16, not "${wrong.join('", "')}"`,
  });
  return [];
}

function headerName(value: string | undefined, complaints: Complaint[]): string | undefined {
  if (value === undefined || /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(value)) return value?.toLowerCase();
  complaints.push({
    zh: 'PINXIN_SCAN_DIVISION_HEADER 不是合法的请求头名',
    en: 'PINXIN_SCAN_DIVISION_HEADER is not the name of a header',
  });
  return undefined;
}

function logLevel(value: string, complaints: Complaint[]): LogLevel {
  const level = LOG_LEVELS.find(known => known === value.toLowerCase());
  if (level !== undefined) return level;
  complaints.push({
    zh: `PINXIN_LOG 应为 ${LOG_LEVELS.join('、')} 之一，现在是“${value}”`,
    en: `PINXIN_LOG must be one of ${LOG_LEVELS.join(', ')}, not "${value}"`,
  });
  return 'info';
}
