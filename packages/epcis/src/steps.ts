/** Work in short steps, between which others may have their turn. */
export type Steps<T> = Generator<void, T>;

/** Does all steps at once. */
export function allAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
