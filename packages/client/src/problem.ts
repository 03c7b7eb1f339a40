/** One thing that is wrong with a request, and where: a JSON pointer into the body, or `/query/…`, `/header/…`. */
export interface ProblemDetail {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

/** Why the server did not do what was asked (RFC 9457). `code` is closed and what programs look at. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: string;
  /** The standard's exception, such as `epcisException:ValidationException`, where it names one. */
  readonly type: string;
  /** What to do about it. */
  readonly detail: string | undefined;
  /** All that is wrong, not the first. */
  readonly problems: readonly ProblemDetail[];
  /** Seconds after which it may be tried again, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, document: Readonly<Record<string, unknown>>, retryAfter?: number) {
    const { title, detail, code, type, problems } = document;
    super(typeof title === 'string' ? title : `the server answered ${status}`);
    this.status = status;
    this.code = typeof code === 'string' ? code : 'unknown';
    this.type = typeof type === 'string' ? type : 'about:blank';
    this.detail = typeof detail === 'string' ? detail : undefined;
    this.problems = Array.isArray(problems) ? (problems as readonly ProblemDetail[]) : [];
    this.retryAfter = retryAfter;
  }
}

/** The problem that an answer tells of, whatever stands in its body. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text().catch(() => '');
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const document = /json/.test(response.headers.get('content-type') ?? '') ? parsed(text) : {};
  return new ProblemError(response.status, document, Number.isFinite(wait) ? wait : undefined);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
