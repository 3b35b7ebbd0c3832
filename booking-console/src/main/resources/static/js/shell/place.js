/* Keeps the visible content in place while a region is replaced. */
import { all, headerEnd, linkOf } from './dom.js';
import { placeOffers } from './offers.js';

const scrollers = region => [region, ...all('.table-wrap, .code, [data-scroll]', region)];
const landmarks = region => all('[id], [data-row]', region);
const keyOf = element => element.id || linkOf(element)?.getAttribute('href');

/** Records the scroll position; returns a function that restores it after the swap. */
export function keepPlace(region) {
  const inner = scrollers(region).map(element => [element.scrollLeft, element.scrollTop]);
  const box = region.getBoundingClientRect();
  const edge = headerEnd();
  const above = box.bottom <= edge;
  const anchor = !above && box.top < edge
    ? landmarks(region).find(element => keyOf(element) && element.getBoundingClientRect().bottom > edge) : null;
  const anchorAt = anchor?.getBoundingClientRect().top;
  const hadFocus = document.activeElement === region;
  return () => {
    const now = document.getElementById(region.id);
    if (!now) {
      return;
    }
    scrollers(now).forEach((element, i) => { [element.scrollLeft, element.scrollTop] = inner[i] ?? [0, 0]; });
    const anchorNow = anchor && landmarks(now).find(element => keyOf(element) === keyOf(anchor));
    const moved = above ? now.getBoundingClientRect().bottom - box.bottom
      : anchorNow ? anchorNow.getBoundingClientRect().top - anchorAt : 0;
    if (moved) {
      scrollBy({ top: moved, behavior: 'instant' });
    }
    if (hadFocus) {
      now.tabIndex = -1;
      now.focus({ preventScroll: true });
    }
    placeOffers();
  };
}
