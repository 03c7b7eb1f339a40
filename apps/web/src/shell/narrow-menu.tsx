import { Drawer } from 'antd';
import { useWords } from '../language.tsx';
import type { MenuGroup } from './menu.ts';
import { SideMenu } from './side-menu.tsx';

interface NarrowMenuProps {
  readonly groups: readonly MenuGroup[];
  readonly close: () => void;
}

/** The menu of narrow screens, over the page. */
export function NarrowMenu({ groups, close }: NarrowMenuProps) {
  const { say } = useWords();
  return (
    <Drawer open onClose={close} placement="left" size={260} title={say('app.menu')}>
      <SideMenu groups={groups} />
    </Drawer>
  );
}
