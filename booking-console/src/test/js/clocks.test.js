/* Countdowns and ages. */
import { equal, one, page } from './check.js';

const SERVER = Date.parse('2026-12-01T10:00:00Z');

async function shown(html) {
  page(html);
  // This browser is days ahead of the server.
  Date.now = () => SERVER + 3 * 86400000;
  const { setServerTime, updateClocks } = await import('/js/shell/clocks.js');
  setServerTime('2026-12-01T10:00:00Z');
  updateClocks();
  return one('main time');
}

const until = time => shown(`<time data-countdown="${time}"></time>`);
const since = time => shown(`<time data-ago="${time}"></time>`);

export default {
  async 'a countdown goes by the clock of the server'() {
    equal((await until('2026-12-01T10:09:05Z')).textContent, '9:05');
  },

  async 'a countdown of hours has three parts'() {
    equal((await until('2026-12-01T12:03:04Z')).textContent, '2:03:04');
  },

  async 'a countdown that is over stands at nought and is marked'() {
    const over = await until('2026-12-01T09:59:00Z');
    equal(over.textContent, '0:00');
    equal(over.className, 'is-over');
  },

  async 'a countdown that runs is not marked'() {
    equal((await until('2026-12-01T10:00:01Z')).className, '');
  },

  async 'an age is told in the largest unit that it fills'() {
    equal((await since('2026-12-01T09:59:01Z')).textContent, '59 sec. ago');
    equal((await since('2026-12-01T09:01:00Z')).textContent, '59 min. ago');
    equal((await since('2026-12-01T08:00:00Z')).textContent, '2 hr. ago');
    equal((await since('2026-11-29T10:00:00Z')).textContent, '2 days ago');
  },

  async 'an age is never of the future'() {
    equal((await since('2026-12-01T10:00:09Z')).textContent, 'now');
  },

  async 'the time of a page counts from when the server sent it'() {
    page('<time data-countdown="2026-12-01T10:01:00Z"></time>');
    Date.now = () => SERVER;
    const { setServerTime, updateClocks } = await import('/js/shell/clocks.js');
    setServerTime('2026-12-01T10:00:00Z', 20000);
    updateClocks();
    equal(one('main time').textContent, '0:40');
  },
};
