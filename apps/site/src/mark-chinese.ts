/** A stretch that is Chinese: Han characters with what stands between them, digits and full-width signs included. */
const CHINESE =
  /\p{Script=Han}(?:[\p{Script=Han}\u3000-\u303f\uff01-\uff60\d·-]*[\p{Script=Han}\u3009-\u3011\uff01-\uff60\d])?/gu;
const HAS_HAN = /\p{Script=Han}/u;
/** Elements that hold text alone: they are marked themselves. */
const TEXT_ONLY = /^<(?:option|text|tspan|textarea|button)\b/;
const NOT_READ = /^<(?:style|script|title)\b/;

/**
 * Says of each stretch of Chinese in a page of another language that it is Chinese, so that a screen reader speaks it as
 * such (WCAG 3.1.2): names that have no English, numbers of certificates. `markup` is what our own printer made: a `<`
 * in it always begins a tag.
 */
export function markChinese(markup: string): string {
  if (!HAS_HAN.test(markup)) return markup;
  let tag = '';
  return markup.replace(/<[^>]*>|[^<]+/g, (piece, at: number) => {
    if (piece.startsWith('<')) {
      tag = piece;
      return TEXT_ONLY.test(piece) &&
        !/\blang=/.test(piece) &&
        HAS_HAN.test(textAfter(markup, at + piece.length))
        ? `${piece.slice(0, -1)} lang="zh-CN">`
        : piece;
    }
    if (TEXT_ONLY.test(tag) || NOT_READ.test(tag) || /\blang="zh-CN"/.test(tag)) return piece;
    return piece.replace(CHINESE, '<span lang="zh-CN">$&</span>');
  });
}

function textAfter(markup: string, from: number): string {
  return markup.slice(from, markup.indexOf('<', from));
}
