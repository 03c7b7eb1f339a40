/** What a certificate says. All of it goes in as data: nothing that people typed is read as markup. */
export interface CertificateFacts {
  readonly scheme: string;
  readonly schemeEn: string | null;
  readonly outcome: string;
  readonly issuer: string;
  readonly holder: string;
  readonly uscc: string | null;
  readonly subject: string;
  readonly number: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalBasis: string;
  /** Set when the mark does not hold: 已暂停, 已撤销 … */
  readonly standing: string | null;
  readonly isDemo: boolean;
}

/** Every text that stands on a certificate, for the check of its characters. */
export function textsOf(facts: CertificateFacts): readonly string[] {
  return Object.values(facts).filter(value => typeof value === 'string');
}

/** The page in Typst. `facts` and `qr` (an SVG) come in as inputs. */
export const CERTIFICATE_SOURCE = `
#let f = json(bytes(sys.inputs.facts))
#let red = rgb("#B3261E")
#let ink = rgb("#1B1F24")
#set document(title: f.scheme + " " + f.number, author: f.issuer)
#set page(paper: "a4", margin: (x: 28mm, y: 30mm), background: {
  place(center + horizon, rect(width: 100% - 20mm, height: 100% - 20mm, stroke: 1.2pt + red))
  place(center + horizon, rect(width: 100% - 24mm, height: 100% - 24mm, stroke: 0.4pt + red))
  if f.standing != none {
    place(center + horizon, rotate(-30deg, text(size: 96pt, weight: "bold", fill: rgb(159, 13, 27, 60), f.standing)))
  }
})
#set text(font: sys.inputs.family, size: 12pt, lang: "zh", region: "cn", fill: ink)
#set par(leading: 0.9em)
#align(center)[
  #v(8mm)
  #text(size: 30pt, weight: "bold", fill: red, f.scheme)
  #v(2mm)
  #text(size: 20pt, tracking: 8pt, f.outcome)
  #if f.schemeEn != none { v(1mm); text(size: 11pt, fill: luma(90), f.schemeEn) }
  #if f.isDemo { v(1mm); text(size: 10pt, fill: rgb("#9A6B12"))[演示数据，不是真实证书] }
]
#v(14mm)
#let row(label, value) = (text(fill: luma(90), label), text(weight: "bold", value))
#grid(columns: (42mm, 1fr), row-gutter: 7mm,
  ..row("证书编号", f.number),
  ..row("持有人", f.holder),
  ..(if f.uscc != none { row("统一社会信用代码", f.uscc) } else { () }),
  ..row("授予对象", f.subject),
  ..row("有效期", f.validFrom + if f.validTo != none { " 至 " + f.validTo } else { " 起" }),
  ..row("依据", f.legalBasis),
)
#v(1fr)
#grid(columns: (1fr, 38mm), align: (left + bottom, center + bottom),
  [#text(size: 14pt, weight: "bold", f.issuer) \\ #v(2mm) #f.validFrom],
  [#image(bytes(sys.inputs.qr), format: "svg", width: 34mm) #text(size: 8pt)[扫码查验现状]],
)
`;
