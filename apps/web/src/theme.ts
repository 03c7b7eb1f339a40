import { tokens } from '@pinxin/site/tokens';
import type { ThemeConfig } from 'antd';

/** Whoever asked their system for less motion sees none. */
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The site's look, as antd's tokens: one source of colours for public pages and console. */
export const theme: ThemeConfig = {
  cssVar: { key: 'pinxin' },
  hashed: false,
  token: {
    colorPrimary: tokens.action,
    colorLink: tokens.action,
    colorSuccess: tokens.verified,
    colorWarning: tokens.attention,
    colorError: tokens.stop,
    colorInfo: tokens.action,
    colorTextBase: tokens.ink,
    colorBgLayout: tokens.paper,
    colorBorder: '#8A8F98',
    colorBorderSecondary: tokens.line,
    colorTextSecondary: tokens.muted,
    // Placeholders and hints are read too: 4.5:1 on white.
    colorTextPlaceholder: '#6B7280',
    colorTextTertiary: tokens.muted,
    colorTextDescription: tokens.muted,
    colorTextDisabled: '#6B7280',
    fontFamily: `var(--quotes,"PingFang SC"),${tokens.font}`,
    fontSize: 14,
    borderRadius: 8,
    motion: !lessMotion,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Layout: { headerBg: tokens.card, siderBg: tokens.card, headerPadding: '0 16px', headerHeight: 56 },
    Menu: {
      itemSelectedBg: tokens.actionSoft,
      itemSelectedColor: tokens.action,
      groupTitleColor: tokens.muted,
    },
    Table: {
      ...{ headerBg: tokens.paper, cellPaddingBlock: 10 },
      ...{ rowSelectedBg: tokens.actionSoft, rowSelectedHoverBg: tokens.actionSoft },
    },
  },
};
