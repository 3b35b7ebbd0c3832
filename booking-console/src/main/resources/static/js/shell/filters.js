/* Applies a filter at once: fetches the page for the values of its fields and replaces everything but the fields. */
import { updateClocks } from './clocks.js';
import { signedOut } from './connection.js';
import { all, one, within } from './dom.js';
import { freshness } from './freshness.js';
import { toast } from './notices.js';
import { abandonAll } from './regions.js';

const FIELD = 'input:not([type=hidden]), select, textarea';
let asks = null;
let waits = 0;

function applyLater(form, delay, submitted) {
  clearTimeout(waits);
  form.setAttribute('aria-busy', 'true');
  waits = setTimeout(() => apply(form, submitted), delay);
}

async function apply(form, submitted) {
  asks?.abort();
  if (all(FIELD, form).some(field => field.validity.badInput)) {
    form.removeAttribute('aria-busy');
    return;
  }
  asks = new AbortController();
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(address, { signal: asks.signal });
    const at = new URL(answer.url);
    if (at.pathname.endsWith('/admin/login')) {
      signedOut();
    } else if (at.pathname !== address.pathname) {
      // A search for a complete code redirects to its booking; it must not do so while the user is typing.
      if (submitted) {
        location.assign(at);
      } else {
        letAskByHand(form);
      }
    } else if (!answer.ok) {
      throw new Error(answer.status);
    } else {
      show(form, new DOMParser().parseFromString(await answer.text(), 'text/html'));
      history.replaceState(history.state, '', address);
      freshness.refreshedAt = freshness.asOf = Date.now();
    }
  } catch (failure) {
    if (failure.name === 'AbortError') {
      return;
    }
    toast(failure instanceof TypeError ? 'offline' : 'failed');
    letAskByHand(form);
  }
  form.removeAttribute('aria-busy');
}

/** Shows the form's button when the list does not match the fields. */
function letAskByHand(form) {
  all('button.no-js-only', form).forEach(button => button.classList.remove('no-js-only'));
}

function show(form, page) {
  abandonAll();
  merge(one('main'), one('main', page), form, one('form[data-filter]', page));
  document.title = page.title;
  htmx.process(one('main'));
  document.dispatchEvent(new CustomEvent('filtered'));
  updateClocks();
}

/** Replaces the content of an element, except the form's fields, their ancestors, and file inputs. */
function merge(now, fresh, form, freshForm) {
  const stays = (kept, parent) => [...parent.children].filter(child => child.contains(kept) || child.matches('link, script')
    || parent === kept && (child.matches(FIELD) || one(FIELD, child)));
  const before = stays(form, now);
  const after = stays(freshForm, fresh);
  if (before.length !== after.length) {
    now.replaceChildren(...fresh.childNodes);
    return;
  }
  [...now.childNodes].filter(node => !before.includes(node)).forEach(node => node.remove());
  let next = 0;
  for (const node of [...fresh.childNodes]) {
    if (node !== after[next]) {
      now.insertBefore(node, before[next] ?? null);
    } else {
      if (before[next].contains(form)) {
        merge(before[next], node, form, freshForm);
      }
      next++;
    }
  }
}

/** Returns true if the user or the browser has changed a field since the server rendered the page. */
function isChanged(field) {
  return field.matches('select')
    ? [...field.options].some(option => option.selected !== (option.defaultSelected || !one('[selected]', field) && !option.index))
    : field.value !== field.defaultValue;
}

['input', 'change'].forEach(type => document.addEventListener(type, event => {
  const form = within(event.target, 'form[data-filter]');
  if (form && event.target.matches('select') === (type === 'change')) {
    applyLater(form, type === 'change' ? 0 : 300, false);
  }
}));
document.addEventListener('submit', event => {
  if (event.target.matches('form[data-filter]')) {
    event.preventDefault();
    applyLater(event.target, 0, true);
  }
});
// After a reload or a step back, the browser may restore field values that do not match the list.
addEventListener('pageshow', () => all('form[data-filter]')
  .filter(form => all(FIELD, form).some(isChanged)).forEach(form => applyLater(form, 0, false)));
