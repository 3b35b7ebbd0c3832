/* Tests how the page uses its stream and what the chip shows. */
import { equal, one, page, until, wait } from './check.js';
import { FakeHtmx, FakeWorker } from './fakes.js';

const CHIP = { stream: '/admin/live?salon=aurora', zone: 'UTC', retryMs: 50, retryMaxMs: 100 };

async function start(chip = {}) {
  localStorage.clear();
  page('<section id="visits" data-live="bookings"></section>', { ...CHIP, ...chip });
  window.SharedWorker = FakeWorker;
  const htmx = new FakeHtmx();
  const connection = await import('/js/shell/connection.js');
  connection.stayCurrent();
  const { port } = FakeWorker.all[0];
  const looks = () => port.posted.filter(message => message.act === 'look');
  const say = (name, data, more) => port.say({ turn: looks().at(-1).turn, name, data, ...more });
  return { ...connection, htmx, port, looks, say };
}

const shown = () => one('#live-chip').dataset.state;
const NOW = new Date().toISOString();

export default {
  async 'a greeting makes it live, and a change refreshes'() {
    const { say, htmx } = await start();
    equal(shown(), 'connecting');
    say('hello', NOW);
    equal(shown(), 'live');
    equal(htmx.asked, []);
    say('changed', 'bookings,messages');
    equal(htmx.asked, ['visits']);
  },

  async 'a stream that falls silent is lost, and another is opened that fetches everything'() {
    const { say, looks, htmx, port } = await start({ silenceMs: 200 });
    say('hello', NOW);
    await until(() => shown() === 'lost');
    equal(one('[data-note=lost]').hidden, false);
    equal(port.names().at(-1), 'leave');
    await until(() => looks().length === 2);
    equal(looks()[1].behind, true);
    say('hello', NOW);
    equal(shown(), 'live');
    equal(htmx.asked, ['visits']);
  },

  async 'a stream that does not open is replaced at once'() {
    const { looks } = await start();
    await until(() => looks().length === 2);
    equal(shown(), 'lost');
  },

  async 'without a stream the page asks and says so'() {
    const { say, htmx } = await start({ pollMs: 300 });
    say('none');
    equal(shown(), 'polling');
    await until(() => htmx.asked.length === 1);
  },

  async 'a page that is paused lets go of the stream and fetches everything when it goes on'() {
    const { say, htmx, port, looks, togglePause } = await start();
    say('hello', NOW);
    togglePause();
    equal(shown(), 'paused');
    equal(port.names().at(-1), 'leave');
    await wait(700);
    equal(looks().length, 1);
    togglePause();
    say('hello', NOW);
    equal(htmx.asked, ['visits']);
  },

  async 'a sign-out is final'() {
    const { say, looks } = await start();
    say('signed-out');
    equal(shown(), 'signed-out');
    await wait(700);
    equal(looks().length, 1);
  },

  async 'a region that cannot be refreshed shows as lost'() {
    const { say, htmx } = await start();
    say('hello', NOW);
    say('changed', 'bookings');
    htmx.fail();
    equal(shown(), 'lost');
  },
};
