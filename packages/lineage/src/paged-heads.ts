import { grown, shared } from './int-buffer.ts';

const SHIFT = 5;
const MASK = 31;

/**
 * One number per node, 0 where none was set. Nodes come in pages of 32; a page that was never written costs
 * only its 4 bytes in the page table. Arrival-ordered ids make most of the unused ones fall into such pages.
 */
export class PagedHeads {
  /** Page of 32 nodes → place in `heads`, 0 = the empty page. */
  pages: Int32Array;
  heads: Int32Array;
  /** Cells of `heads` in use, the empty page included. */
  used: number;

  constructor(
    pages: Int32Array = new Int32Array(0),
    heads: Int32Array = new Int32Array(MASK + 1),
    used = MASK + 1,
  ) {
    this.pages = pages;
    this.heads = heads;
    this.used = used;
  }

  get(node: number): number {
    const page = node >>> SHIFT;
    if (page >= this.pages.length) return 0;
    return this.heads[this.pages[page]! + (node & MASK)]!;
  }

  set(node: number, value: number): void {
    const page = node >>> SHIFT;
    if (page >= this.pages.length) this.pages = grown(this.pages, page);
    let at = this.pages[page]!;
    if (at === 0) {
      at = this.used;
      this.used += MASK + 1;
      if (this.used > this.heads.length) this.heads = grown(this.heads, this.used);
      this.pages[page] = at;
    }
    this.heads[at + (node & MASK)] = value;
  }

  /** Moves everything into memory that several threads can read. */
  share(): this {
    this.pages = shared(this.pages);
    this.heads = shared(this.heads);
    return this;
  }

  /** Heads over the arrays of others, which another thread keeps. */
  static over({ pages, heads, used }: Pick<PagedHeads, 'pages' | 'heads' | 'used'>): PagedHeads {
    return new PagedHeads(pages, heads, used);
  }

  /** Nodes that may have a value: every set node is below. */
  get limit(): number {
    return this.pages.length << SHIFT;
  }

  /** Gives back what growth kept in reserve. */
  trim(): this {
    if (this.heads.length > this.used) this.heads = this.heads.slice(0, this.used);
    let last = this.pages.length;
    while (last > 0 && this.pages[last - 1] === 0) last--;
    if (last < this.pages.length) this.pages = this.pages.slice(0, last);
    return this;
  }

  get bytes(): number {
    return this.pages.byteLength + this.heads.byteLength;
  }
}
