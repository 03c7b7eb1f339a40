import { useLocation, useNavigate } from '@tanstack/react-router';
import { Menu } from 'antd';
import { useWords } from '../language.tsx';
import { lineOf, type MenuGroup } from './menu.ts';

/** The menu's lines, the one that is open marked. */
export function SideMenu({ groups }: { readonly groups: readonly MenuGroup[] }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const here = lineOf(groups, pathname);
  return (
    <nav aria-label={say('app.menu')}>
      <Menu
        mode="inline"
        selectedKeys={here === undefined ? [] : [here]}
        onClick={({ key }) => void navigate({ to: key })}
        items={groups.flatMap(({ label, entries }) => {
          const lines = entries.map(entry => ({ key: entry.path, label: say(entry.label) }));
          return label === undefined
            ? lines
            : [{ key: label, type: 'group' as const, label: say(label), children: lines }];
        })}
      />
    </nav>
  );
}
