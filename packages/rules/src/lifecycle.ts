/** One act: from which states it leads to which, and who may do it. */
export interface Transition<State extends string, Role extends string> {
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly Role[];
}

/** 生命周期: the states of a thing and all that may be done to it. What is not here is refused. */
export interface Lifecycle<State extends string, Action extends string, Role extends string> {
  readonly states: readonly State[];
  readonly initial: State;
  readonly transitions: Readonly<Record<Action, Transition<State, Role>>>;
}

/** Where an act leads, or why it does not. */
export type Step<State extends string> =
  | { readonly ok: true; readonly to: State }
  | { readonly ok: false; readonly code: 'notFromThisState' | 'notByThisRole' };

/** Judges one act. */
export function stepOf<State extends string, Action extends string, Role extends string>(
  lifecycle: Lifecycle<State, Action, Role>,
  state: State,
  action: Action,
  role: Role,
): Step<State> {
  const { from, to, by } = lifecycle.transitions[action];
  if (!by.includes(role)) return { ok: false, code: 'notByThisRole' };
  return from.includes(state) ? { ok: true, to } : { ok: false, code: 'notFromThisState' };
}

/** The acts that this role may do in this state. */
export function actsIn<State extends string, Action extends string, Role extends string>(
  lifecycle: Lifecycle<State, Action, Role>,
  state: State,
  role: Role,
): readonly Action[] {
  const acts = Object.keys(lifecycle.transitions) as Action[];
  return acts.filter(action => stepOf(lifecycle, state, action, role).ok);
}

/** The states that no sequence of acts leads to: there must be none. */
export function unreachableStates<State extends string, Action extends string, Role extends string>(
  lifecycle: Lifecycle<State, Action, Role>,
): readonly State[] {
  const transitions = Object.values(lifecycle.transitions) as Transition<State, Role>[];
  const reached = new Set<State>([lifecycle.initial]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of transitions) if (from.some(state => reached.has(state))) reached.add(to);
  }
  return lifecycle.states.filter(state => !reached.has(state));
}
