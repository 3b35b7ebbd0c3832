/* Sends a form once, however often its button is pressed, and tells the server from which page. */
import { one, within } from './dom.js';

/** The button that was pressed, by its form. */
const sent = new Map();

function release(form) {
  sent.get(form)?.removeAttribute('aria-busy');
  sent.delete(form);
}

document.addEventListener('change', event => within(event.target, '[data-autosubmit]')?.requestSubmit());
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post') {
    return;
  }
  if (sent.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const here = one('input[name="back"]', form);
  if (here) {
    here.value = location.pathname + location.search;
  }
  // The button is not disabled: the form data includes its name and value, and it may have the focus.
  const button = event.submitter;
  sent.set(form, button);
  setTimeout(() => {
    if (event.defaultPrevented && !form.matches('[hx-post], [data-hx-post]')) {
      release(form);
    } else {
      button?.setAttribute('aria-busy', 'true');
    }
  });
  if (!form.hasAttribute('data-once')) {
    // A download leaves the page where it is.
    setTimeout(release, 8000, form);
  }
}, true);
document.addEventListener('htmx:afterRequest', event => release(event.detail.requestConfig?.elt));
addEventListener('pageshow', () => [...sent.keys()].forEach(release));
