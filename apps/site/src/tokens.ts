/** The look in one place: colours, type and measure, shared by every page. Contrast of text on its ground ≥ 4.5:1. */
export const tokens = {
  paper: '#FBFAF7',
  card: '#FFFFFF',
  ink: '#1B1F24',
  muted: '#5A616B',
  line: '#E4E0D8',
  /** 枸杞红: the brand. */
  brand: '#B3261E',
  brandSoft: '#FBEDEB',
  /** 贺兰蓝: what can be pressed. */
  action: '#2B4C7E',
  actionSoft: '#EDF1F8',
  /** 稻绿: verified. */
  verified: '#2E7D4F',
  verifiedSoft: '#EEF6F0',
  /** 沙金: attention. */
  attention: '#9A6B12',
  attentionSoft: '#FBF5E6',
  /** 警示红: stop. */
  stop: '#9F0D1B',
  stopSoft: '#FBE8E9',
  unknown: '#4A5058',
  unknownSoft: '#EFEDE8',
  /** Of English pages alone: Chinese fonts draw quotation marks as wide as a sign, which tears English words apart. */
  quotes:
    '@font-face{font-family:q;src:local("Segoe UI"),local(Roboto),local(Helvetica),local(Arial),local("DejaVu Sans");unicode-range:U+2018-201D}',
  font: '"PingFang SC","Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",system-ui,-apple-system,"Segoe UI",sans-serif',
} as const;
