import type { OutcomeKind, ProcedureName, ReviewStep } from '@pinxin/contract/schemes/words';

/** What a coded procedure asks of every scheme that uses it. A new procedure is code, reviewed and tested. */
interface Procedure {
  readonly outcomes: readonly OutcomeKind[];
  /** Steps that a scheme of this procedure cannot leave out. */
  readonly requires: readonly ReviewStep[];
}

/** The procedures. */
export const PROCEDURE_RULES: Readonly<Record<ProcedureName, Procedure>> = {
  certification: { outcomes: ['certification'], requires: ['materialReview'] },
  // What honours some before others is told to everybody before it is decided.
  award: { outcomes: ['award'], requires: ['materialReview', 'publicNotice'] },
  listing: { outcomes: ['listing'], requires: ['formalReview'] },
  licenceOfBrand: { outcomes: ['licence', 'certification'], requires: ['formalReview'] },
  // 政府信息公开条例 第二十条: public money is told of.
  grant: { outcomes: ['award', 'listing'], requires: ['materialReview', 'publicNotice'] },
  registration: { outcomes: ['listing'], requires: ['formalReview'] },
};
