import type { Picture } from '@pinxin/contract/scan';
import { drawLineage } from '@pinxin/site/lineage-picture';
import { wordingOf } from '@pinxin/site/wording';
import { type MouseEvent, useId, useMemo } from 'react';
import { useWords } from '../language.tsx';
import './lineage-picture.css';

interface LineagePictureProps {
  readonly picture: Picture;
  readonly walk: (path: string) => void;
}

const WIDTH = 900;

/** The site's lineage picture: by time to the right, lanes by holder, lines as wide as the quantity. A box walks on. */
export function LineagePicture({ picture, walk }: LineagePictureProps) {
  const { language } = useWords();
  const id = useId().replace(/\W/g, '');
  const svg = useMemo(
    () =>
      drawLineage(picture, wordingOf(language), { form: { kind: 'across', width: WIDTH }, id, links: true })
        .markup,
    [picture, language, id],
  );
  const click = (event: MouseEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = (event.target as Element).closest('a')?.getAttribute('href');
    if (!href?.startsWith('/')) return;
    event.preventDefault();
    walk(new URL(href, location.origin).pathname.replace(/^\/lineage/, ''));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is pressed
    // biome-ignore lint/a11y/useKeyWithClickEvents: pressing Enter on a link is a click
    // biome-ignore lint/security/noDangerouslySetInnerHtml: every value in this markup was escaped by the site's printer
    <div className="picture" onClick={click} dangerouslySetInnerHTML={{ __html: svg }} />
  );
}
