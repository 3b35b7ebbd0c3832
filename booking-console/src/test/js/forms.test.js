/* Forms that are sent once. */
import { equal, one, page, wait } from './check.js';

async function start(form = '') {
  page(`<form method="post" action="/nowhere" ${form}><input name="back" value=""><button>Save</button></form>`);
  await import('/js/shell/forms.js');
  const sent = [];
  document.addEventListener('submit', event => {
    sent.push(event.target);
    // The page stays, without the form hearing of it as of a refusal.
    Object.defineProperty(event, 'defaultPrevented', { value: false });
    event.preventDefault();
  });
  return sent;
}

const button = () => one('form button');

export default {
  async 'a form that is under way is not sent again'() {
    const sent = await start();
    button().click();
    button().click();
    await wait(10);
    button().click();
    equal(sent.length, 1);
    equal(button().getAttribute('aria-busy'), 'true');
    equal(button().disabled, false);
  },

  async 'a form that another script refuses can be sent again'() {
    const sent = await start();
    const refuse = event => event.preventDefault();
    const stop = event => { event.stopImmediatePropagation(); refuse(event); };
    one('form').addEventListener('submit', stop);
    button().click();
    await wait(10);
    equal(button().getAttribute('aria-busy'), null);
    one('form').removeEventListener('submit', stop);
    button().click();
    equal(sent.length, 1);
  },

  async 'an answer of htmx lets go of its form'() {
    const sent = await start();
    button().click();
    await wait(10);
    document.body.dispatchEvent(new CustomEvent('htmx:afterRequest',
      { bubbles: true, detail: { requestConfig: { elt: one('form') } } }));
    equal(button().getAttribute('aria-busy'), null);
    button().click();
    equal(sent.length, 2);
  },

  async 'a form says from which page it was sent'() {
    await start();
    button().click();
    equal(one('[name=back]').value, location.pathname + location.search);
  },

  async 'a choice that applies at once is sent without a button'() {
    page('<form method="get" data-autosubmit><select><option>Aurora<option>Borealis</select></form>');
    await import('/js/shell/forms.js');
    const sent = [];
    document.addEventListener('submit', event => { event.preventDefault(); sent.push(event.target); });
    one('select').dispatchEvent(new Event('change', { bubbles: true }));
    equal(sent.length, 1);
  },
};
