import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { type Issued, issueGroup } from './issue-group.ts';
import type { StatementWish } from './statement-wish.ts';

/**
 * 签发声明: issues a statement in an open transaction, under the mandate in force today that allows it. With any
 * problem nothing is written, and all problems are told. Safe to send twice: the same `request`, or the same number
 * with the same content, gives the statement that exists. With `supersedes` it takes another one's place.
 */
export async function issueStatement(ctx: Context, tx: Tx, wish: StatementWish): Promise<Issued> {
  return (await issueGroup(ctx, tx, [wish]))[0]!;
}

/**
 * Issues statements one after another, as `issueStatement` does, in a handful of questions for all of them: what
 * became of each, in their order. One that is refused hinders no other.
 */
export async function issueStatements(
  ctx: Context,
  tx: Tx,
  wishes: readonly StatementWish[],
): Promise<readonly Issued[]> {
  const issued: Issued[] = [];
  for (const group of groupsOf(wishes)) issued.push(...(await issueGroup(ctx, tx, group)));
  return issued;
}

/** Cuts wishes, in their order, into groups of which no wish asks what becomes of another one of its group. */
function groupsOf(wishes: readonly StatementWish[]): readonly (readonly StatementWish[])[] {
  const groups: StatementWish[][] = [];
  let names = new Set<string>();
  for (const wish of wishes) {
    const own = namesOf(wish);
    const last = groups.at(-1);
    const before = last?.at(-1);
    const joins =
      before?.issuer === wish.issuer &&
      // What supersedes ends another one: it goes by itself.
      [before, wish].every(({ supersedes }) => supersedes === undefined) &&
      !own.some(name => names.has(name));
    if (joins) last!.push(wish);
    else [names, groups[groups.length]] = [new Set(), [wish]];
    for (const name of own) names.add(name);
  }
  return groups;
}

/** What no two statements of an issuer have in common. */
function namesOf({ request, number, kind, scheme = '' }: StatementWish): readonly string[] {
  return [
    ...(request === undefined ? [] : [`request ${request}`]),
    ...(number === undefined ? [] : [`number ${kind} ${scheme} ${number}`]),
  ];
}
