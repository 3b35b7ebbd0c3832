/* A window's way to a stream: the worker, a stream of its own, or none. */
import { equal, until, wait } from './check.js';
import { FakeEventSource, FakeWorker } from './fakes.js';

const ITS = { url: '/admin/live?salon=aurora', age: 12, behind: false, silence: 25000 };

async function start(worker = FakeWorker) {
  // The page before this one may not have let go of its places yet.
  while ((await navigator.locks?.query())?.held.length) {
    await wait(10);
  }
  worker ? window.SharedWorker = worker : delete window.SharedWorker;
  window.EventSource = FakeEventSource;
  const { openStream } = await import('/js/shell/stream.js');
  const heard = [];
  const again = [];
  const open = (its = ITS) => openStream(its, (...event) => heard.push(event), () => again.push('again'));
  return { open, heard, again };
}

/** Takes a place as another window would. */
const take = place => new Promise(taken => navigator.locks.request(`live.${place}`, () => new Promise(free => taken(free))));

export default {
  async 'the worker is asked for the salon, and what it says is heard until the stream is closed'() {
    const { open, heard } = await start();
    const stream = open();
    const { port, options, address } = FakeWorker.all[0];
    equal(options, { name: 'live', type: 'module' });
    equal(new URL(address).pathname, '/js/stream/worker.js');
    const { turn, ...asked } = port.posted[0];
    equal(asked, { act: 'look', base: '/admin/live', salon: 'aurora', age: 12, behind: false, silence: 25000 });
    port.say({ turn, name: 'hb', data: 'time' });
    equal(heard, [['hb', 'time', {}]]);
    equal(port.names(), ['look', 'here']);
    stream.close();
    equal(port.names(), ['look', 'here', 'leave']);
    port.say({ turn, name: 'changed', data: 'bookings' });
    equal(heard.length, 1);
  },

  async 'nothing is heard of a stream before'() {
    const { open, heard } = await start();
    open().close();
    open();
    const { port } = FakeWorker.all[0];
    port.say({ turn: port.posted[0].turn, name: 'hello' });
    equal(heard, []);
  },

  async 'a worker that fails is given up for a stream of its own'() {
    const { open, heard, again } = await start();
    open();
    FakeWorker.all[0].onerror();
    equal(again, ['again']);
    open();
    await until(() => FakeEventSource.all.length === 1);
    equal(FakeWorker.all.length, 1);
    equal(FakeEventSource.all[0].url, '/admin/live?salon=aurora&age=12');
    FakeEventSource.all[0].say('changed', 'bookings');
    equal(heard, [['changed', 'bookings']]);
  },

  async 'a browser that forbids workers gets a stream of its own'() {
    const { open } = await start(class { constructor() { throw new Error('forbidden'); } });
    open({ ...ITS, behind: true });
    await until(() => FakeEventSource.all.length === 1);
    equal(FakeEventSource.all[0].url, '/admin/live?salon=aurora');
  },

  async 'without a worker the fourth window has no stream until a place is free'() {
    const { open, heard } = await start(null);
    const [first] = await Promise.all([take(1), take(2), take(3)]);
    open();
    await until(() => heard.length === 1);
    equal(heard, [['none']]);
    equal(FakeEventSource.all, []);
    first();
    await wait(20);
    open();
    await until(() => FakeEventSource.all.length === 1);
  },

  async 'without locks too there is no stream'() {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    const { open, heard } = await start(null);
    open();
    await until(() => heard.length === 1);
    equal(heard, [['none']]);
  },

  async 'a stream of its own gives its place back when it is closed'() {
    const { open } = await start(null);
    const stream = open();
    await until(() => FakeEventSource.all.length === 1);
    equal((await navigator.locks.query()).held.length, 1);
    stream.close();
    equal(FakeEventSource.open(), []);
    await wait(20);
    equal((await navigator.locks.query()).held.length, 0);
  },

  async 'a stream that is refused says so'() {
    const { open, heard } = await start(null);
    open();
    await until(() => FakeEventSource.all.length === 1);
    FakeEventSource.all[0].fail(false);
    FakeEventSource.all[0].fail(true);
    equal(heard, [['error', null, { refused: false }], ['error', null, { refused: true }]]);
  },
};
