/* Filters that apply at once. */
import { equal, one, page, until, wait } from './check.js';

const LIST = (q, rows) => `<div><form data-filter action="/admin/bookings"><input name="q" value="${q}">
  <button class="no-js-only">Show</button></form></div><section id="rows" data-live="bookings">${rows}</section>`;
const answers = [];

async function start() {
  page(LIST('', 'all'));
  window.htmx = { process() {} };
  window.fetch = (address, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    answers.push({
      asked: address.search,
      say: (rows, at = address) => resolve({ ok: true, url: String(at), text: async () =>
        `<title>Found</title><main>${LIST(address.searchParams.get('q'), rows)}</main>` }),
      fail: () => resolve({ ok: false, status: 500, url: String(address) }),
    });
  });
  await import('/js/shell/filters.js');
}

function type(text) {
  const field = one('[name=q]');
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const rows = () => one('#rows').textContent;

export default {
  async 'the list follows what is typed, and the field keeps its focus'() {
    await start();
    const field = one('[name=q]');
    type('iva');
    await until(() => answers.length === 1);
    equal(answers[0].asked, '?q=iva');
    answers[0].say('Iva Novak');
    await until(() => rows() === 'Iva Novak');
    equal(one('[name=q]') === field && document.activeElement === field, true);
    equal(location.search, '?q=iva');
    equal(document.title, 'Found');
  },

  async 'an answer to what is no longer asked is dropped'() {
    await start();
    type('iv');
    await until(() => answers.length === 1);
    type('iva');
    await until(() => answers.length === 2);
    answers[1].say('second');
    answers[0].say('first');
    await until(() => rows() === 'second');
    await wait(20);
    equal(rows(), 'second');
  },

  async 'a code that is found while typing leads nowhere, and the button appears'() {
    await start();
    type('BK847392');
    await until(() => answers.length === 1);
    answers[0].say('', new URL('/admin/bookings/BK847392', location));
    await until(() => !one('form button').classList.contains('no-js-only'));
    equal(rows(), 'all');
  },

  async 'a failure is said, and the button appears'() {
    await start();
    type('iva');
    await until(() => answers.length === 1);
    answers[0].fail();
    await until(() => !one('#toast').hidden);
    equal(one('#toast').textContent, 'It failed');
    equal(one('form button').className, '');
    equal(one('form').hasAttribute('aria-busy'), false);
  },
};
