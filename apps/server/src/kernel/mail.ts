import { createTransport } from 'nodemailer';

/** A message in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands messages to the mail server of whoever runs the instance. */
export interface Mailer {
  /** Resolves when the server has taken the message over; throws when it does not: the job is tried again. */
  readonly send: (mail: Mail) => Promise<void>;
}

const PATIENCE_MS = 20_000;

/**
 * Opens a way to an SMTP server: `smtp://user:password@host:587` (STARTTLS where the server offers it) or
 * `smtps://…:465`. `from` is the sender's address. No connection is kept between messages.
 */
export function openMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, {
    ...{ from, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    // A message is what we write: nothing of it is fetched from files or addresses.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    send: async ({ to, subject, text }) =>
      void (await transport.sendMail({
        // As an object: an address is never read as a list of them.
        to: { name: '', address: to },
        ...{ subject, text },
        headers: { 'auto-submitted': 'auto-generated' },
      })),
  };
}
