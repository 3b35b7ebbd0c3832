/* The search box at the top: results while typing, with arrow keys to move. */
import { all, one } from './dom.js';
import { announce } from './notices.js';

const search = one('#search');
const results = () => one('#search-results');
const links = () => results().hidden ? [] : all('a', results());

export function goToSearch() {
  search?.focus();
  search?.select();
}

document.addEventListener('htmx:configRequest', event => {
  if (event.detail.elt === search && !search.value.trim()) {
    event.preventDefault();
  }
});
document.addEventListener('htmx:beforeSwap', event => {
  if (event.detail.requestConfig?.elt === search) {
    // This answer belongs to an earlier query.
    event.detail.shouldSwap &&= search.value.trim() !== '' && search.form.contains(document.activeElement);
    if (/id="search-results"/.test(event.detail.serverResponse)) {
      event.detail.swapOverride = 'outerHTML';
    }
  }
});
document.addEventListener('htmx:afterSwap', event => {
  if (event.detail.requestConfig?.elt === search) {
    results().classList.add('search-results');
    results().hidden = false;
    const told = one('[role="status"]', results());
    const { none, single, many } = search.dataset;
    const count = links().length;
    announce(told ? told.textContent : count === 0 ? none : count === 1 ? single : many.replace('#', count));
    // The script announces it: not every screen reader reads a status that arrives with its text.
    told?.removeAttribute('role');
  }
});
search?.addEventListener('input', () => {
  if (!search.value.trim()) {
    results().replaceChildren();
    search.dispatchEvent(new CustomEvent('htmx:abort', { bubbles: true, detail: {} }));
  }
});
search?.addEventListener('focus', () => { results().hidden = false; });
search?.form.addEventListener('focusout', () => setTimeout(() => {
  results().hidden ||= !search.form.contains(document.activeElement);
}));
search?.form.addEventListener('keydown', event => {
  const found = links();
  const at = found.indexOf(document.activeElement);
  if (event.key === 'ArrowDown' && found.length) {
    event.preventDefault();
    found[Math.min(at + 1, found.length - 1)].focus();
  } else if (event.key === 'ArrowUp' && at >= 0) {
    event.preventDefault();
    (at === 0 ? search : found[at - 1]).focus();
  } else if (event.key === 'Escape' && !results().hidden && results().hasChildNodes()) {
    event.preventDefault();
    search.focus();
    results().hidden = true;
  }
});
