/* Detects that the user is reading or working in a region, so that a swap would disturb them. */
import { all, within } from './dom.js';

const opened = new WeakSet();
let pressed = null;

export function occupied(region) {
  const active = document.activeElement;
  if (active !== region && region.contains(active) || pressed && region.contains(pressed)) {
    return true;
  }
  if (all('dialog[open], :popover-open', region).length || all('details[open]', region).some(d => opened.has(d))) {
    return true;
  }
  const selection = getSelection();
  return selection.rangeCount > 0 && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(region);
}

/** Calls back after each event by which the user may have left the region. */
export function whenReleased(act) {
  ['pointerup', 'pointercancel'].forEach(type => document.addEventListener(type, () => { pressed = null; act(); }, true));
  ['focusout', 'selectionchange', 'close', 'toggle'].forEach(type => document.addEventListener(type, act, true));
}

document.addEventListener('click', event => {
  const details = within(event.target, 'summary')?.parentElement;
  if (details && !details.open) {
    opened.add(details);
  }
});
document.addEventListener('pointerdown', event => { pressed = event.target; }, true);
