/* Announces to screen readers, and shows a toast for ten seconds. */
import { one } from './dom.js';

let toastEnds = 0;

export function announce(text) {
  const place = one('#announce');
  place.textContent = '';
  setTimeout(() => { place.textContent = text; }, 50);
}

/** @param text name of the text in the data attributes of the toast */
export function toast(text) {
  const place = one('#toast');
  place.hidden = false;
  place.textContent = place.dataset[text];
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => { place.hidden = true; }, 10000);
}

one('#toast')?.addEventListener('click', () => { one('#toast').hidden = true; });
