import { Link } from '@tanstack/react-router';
import { useWords, type Words } from '../language.tsx';
import { Nothing, Waiting } from '../record/states.tsx';
import { dateText } from '../record/texts.ts';
import { menuOf } from '../shell/menu.ts';
import { useSession } from '../shell/session-context.tsx';
import { useToday } from './today-list.ts';
import type { Todo } from './todo.ts';

/** 今日待办: what waits for me, by legal deadline. */
export function Today() {
  const words = useWords();
  const { say, language } = words;
  const session = useSession();
  const { data, isPending, error } = useToday(session, language);
  const todos = data?.todos ?? [];
  return (
    <>
      <h1>{say('today.title')}</h1>
      <p className="sub">
        {data && say('today.hello', { name: session.account.name, date: dateText(data.on, language) })}
      </p>
      {session.memberships.length === 0 && <p role="alert">{say('app.nothingForYou')}</p>}
      <section className="card" aria-busy={isPending}>
        {isPending && <Waiting />}
        {error && <Nothing title={say('today.unavailable')} />}
        {data && todos.length === 0 && <Nothing title={say('today.nothing')} />}
        {todos.length > 0 && (
          <ul className="todo">
            {todos.map(todo => (
              <li key={todo.key}>
                <Link
                  to={todo.href}
                  {...(todo.view === undefined ? {} : { search: { view: todo.view } as never })}
                >
                  <Due todo={todo} words={words} />
                  <span>
                    {todo.title} <small>{todo.detail}</small>
                  </span>
                  <small>{todo.due && say('today.deadline', { date: dateText(todo.due, language) })}</small>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card">
        <h2>{say('today.quick')}</h2>
        <div className="bar">
          {menuOf(session)
            .flatMap(({ entries }) => entries)
            .filter(({ path }) => path !== '/')
            .map(({ path, label }) => (
              <Link key={path} to={path} className="quick">
                {say(label)}
              </Link>
            ))}
        </div>
      </section>
    </>
  );
}

/** Days left, as a word and a weight, never as a colour alone. */
function Due({ todo, words: { say } }: { readonly todo: Todo; readonly words: Words }) {
  const { daysLeft } = todo;
  if (daysLeft === undefined) return <small>{say('today.noDeadline')}</small>;
  if (daysLeft < 0) return <span className="late">⚠ {say('today.overdue', { n: -daysLeft })}</span>;
  if (daysLeft === 0) return <span className="late">⚠ {say('today.dueToday')}</span>;
  return <span className={daysLeft <= 3 ? 'soon' : ''}>{say('today.daysLeft', { n: daysLeft })}</span>;
}
