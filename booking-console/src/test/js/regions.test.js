/* Live regions. */
import { equal, one, page, until, wait } from './check.js';
import { FakeHtmx } from './fakes.js';

const REGION = (text, topic = 'bookings') => `<section id="visits" data-live="${topic}"><p>${text}</p><input></section>`;

async function start(html = REGION('old')) {
  page(html);
  const heard = [];
  const htmx = new FakeHtmx();
  const regions = await import('/js/shell/regions.js');
  const { freshness } = await import('/js/shell/freshness.js');
  regions.watchRegions({
    timeout: () => 15000, isSignedOut: () => false, signedOut: () => heard.push('signed-out'), settled: () => heard.push('settled'),
  });
  return { ...regions, freshness, heard, htmx };
}

const text = () => one('#visits p').textContent;
const offer = () => one('#fresh button');

export default {
  async 'a change refreshes the regions of its topics and no other'() {
    const { refreshAll, htmx } = await start(`${REGION('old')}<section id="hours" data-live="catalog sessions"></section>`);
    refreshAll(['bookings']);
    equal(htmx.asked, ['visits']);
    refreshAll(['sessions', 'messages']);
    equal(htmx.asked, ['visits', 'hours']);
  },

  async 'an answer replaces the region and tells the page'() {
    const { refreshAll, htmx, heard } = await start();
    refreshAll();
    equal(htmx.answer(REGION('new')), true);
    equal(text(), 'new');
    equal(heard, ['settled']);
  },

  async 'a region in which somebody types is offered and refreshed when they ask'() {
    const { refreshAll, htmx } = await start();
    one('#visits input').focus();
    refreshAll();
    equal(htmx.asked, []);
    equal(offer().textContent, 'New data');
    offer().click();
    equal(htmx.asked, ['visits']);
    equal(document.activeElement.id, 'visits');
    equal(offer(), null);
  },

  async 'an answer that finds somebody typing is held back and offered'() {
    const { refreshAll, htmx, freshness } = await start();
    refreshAll();
    one('#visits input').focus();
    freshness.asOf = 1;
    equal(htmx.answer(REGION('new')), false);
    equal(text(), 'old');
    equal(freshness.asOf, 1);
    equal(Boolean(offer()), true);
  },

  async 'an offer is taken up by itself when the region is free again'() {
    const { refreshAll, htmx } = await start();
    one('#visits input').focus();
    refreshAll();
    one('#visits input').blur();
    await until(() => htmx.asked.length === 1);
    equal(offer(), null);
  },

  async 'a text that is selected stays'() {
    const { refreshAll, htmx } = await start();
    getSelection().selectAllChildren(one('#visits p'));
    refreshAll();
    equal(htmx.asked, []);
  },

  async 'changes during a refresh lead to one more'() {
    const { refreshAll, htmx } = await start();
    refreshAll();
    refreshAll();
    refreshAll();
    equal(htmx.asked.length, 1);
    htmx.answer(REGION('new'));
    await wait(20);
    equal(htmx.asked.length, 2);
    htmx.answer(REGION('newer'));
    await wait(20);
    equal(htmx.asked.length, 2);
  },

  async 'a failed refresh counts until one succeeds'() {
    const { refreshAll, htmx, freshness } = await start();
    refreshAll();
    htmx.fail();
    equal([...freshness.failing], ['visits']);
    refreshAll();
    htmx.answer(REGION('new'));
    equal([...freshness.failing], []);
  },

  async 'a refresh that is given up for a newer one is no failure'() {
    const { refreshAll, refreshAnew, htmx, freshness } = await start();
    refreshAll();
    refreshAnew();
    equal(htmx.aborted, ['visits']);
    htmx.fail();
    equal([...freshness.failing], []);
    await until(() => htmx.asked.length === 2);
  },

  async 'the page of the sign-in never gets into a region'() {
    const { refreshAll, htmx, heard } = await start();
    refreshAll();
    const event = htmx.tell('beforeOnLoad', one('#visits'), { xhr: { status: 401 }, requestConfig: htmx.request });
    equal(event.defaultPrevented, true);
    equal(heard, ['signed-out']);
  },

  async 'what is scrolled inside and what is seen below stay where they are'() {
    const tall = (rows, first = '') => `<section id="visits" data-live="bookings">${first}<div class="table-wrap">${
      Array(rows).fill('<br>').join('')}</div></section>`;
    const { refreshAll, htmx } = await start(`${tall(80)}<p id="below">below</p>${Array(200).fill('<br>').join('')}`);
    const style = new CSSStyleSheet();
    style.replaceSync('.table-wrap { overflow: auto; block-size: 100px } * { overflow-anchor: none }');
    document.adoptedStyleSheets.push(style);
    one('.table-wrap').scrollTop = 70;
    scrollTo(0, one('#below').getBoundingClientRect().top + scrollY);
    const seen = one('#below').getBoundingClientRect().top;
    refreshAll();
    htmx.answer(tall(80, '<br>'.repeat(5)));
    equal(one('.table-wrap').scrollTop, 70);
    equal(Math.round(one('#below').getBoundingClientRect().top - seen), 0);
  },
};
