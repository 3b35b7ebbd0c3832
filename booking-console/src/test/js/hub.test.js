/* The shared worker's one stream for all windows. */
import { equal } from './check.js';
import { FakeEventSource, FakePort } from './fakes.js';

let clock = 100000;

async function start() {
  globalThis.EventSource = FakeEventSource;
  performance.now = () => clock;
  Date.now = () => clock;
  return import('/js/stream/hub.js');
}

function look(hub, salon, its = {}) {
  const port = new FakePort();
  hub.serve(port);
  port.say({ act: 'look', base: '/admin/live', salon, turn: 7, age: 10, behind: false, silence: 25000, ...its });
  return port;
}

const streams = () => FakeEventSource.open();
const greet = (...salons) => streams().at(-1).say('hello', `2026-12-01T10:00:00Z ${salons.join()}`);
const forget = (...ports) => ports.forEach(port => { port.posted.length = 0; });

export default {
  async 'windows of one salon share a stream'() {
    const hub = await start();
    const first = look(hub, 'aurora');
    greet('aurora');
    const second = look(hub, 'aurora', { age: 5 });
    equal(FakeEventSource.all.length, 1);
    equal(first.names(), ['hello', 'hb']);
    equal(second.posted[0], { turn: 7, name: 'hello', data: '', behind: false });
  },

  async 'a second salon comes into one stream that replaces the first only when it greets'() {
    const hub = await start();
    look(hub, 'aurora');
    greet('aurora');
    look(hub, 'borealis');
    equal(streams().length, 2);
    equal(streams()[1].url.startsWith('/admin/live?salons=aurora,borealis&age='), true);
    greet('aurora', 'borealis');
    equal(streams().length, 1);
  },

  async 'a change is told to the windows of its salon'() {
    const hub = await start();
    const [aurora, borealis] = [look(hub, 'aurora'), look(hub, 'borealis')];
    greet('aurora', 'borealis');
    forget(aurora, borealis);
    streams()[0].say('changed', 'borealis bookings,messages');
    equal(aurora.posted, []);
    equal(borealis.posted, [{ turn: 7, name: 'changed', data: 'bookings,messages' }]);
  },

  async 'a stream that does not open is replaced for the next window'() {
    const hub = await start();
    look(hub, 'aurora');
    clock += 2900;
    look(hub, 'aurora');
    equal(FakeEventSource.all.length, 1);
    clock += 200;
    const late = look(hub, 'aurora');
    equal(FakeEventSource.all.length, 2);
    equal(streams().length, 1);
    greet('aurora');
    equal(late.names()[0], 'hello');
  },

  async 'a stream that has fallen silent is replaced, and its windows fetch everything'() {
    const hub = await start();
    const first = look(hub, 'aurora');
    greet('aurora');
    forget(first);
    clock += 25001;
    look(hub, 'aurora');
    equal(FakeEventSource.all.length, 2);
    equal(streams().length, 1);
    greet('aurora');
    equal(first.posted[0], { turn: 7, name: 'hello', data: '', behind: true });
  },

  async 'a window whose salon is gone is signed out, and the others go on'() {
    const hub = await start();
    const gone = look(hub, 'aurora');
    const stays = look(hub, 'borealis');
    greet('borealis');
    equal(gone.names(), ['signed-out']);
    equal(stays.names().includes('hello'), true);
    forget(gone, stays);
    streams()[0].say('hb', '2026-12-01T10:00:20Z');
    equal(gone.posted, []);
    equal(stays.names(), ['hb']);
  },

  async 'a window that comes later is told what changed since its page was made'() {
    const hub = await start();
    look(hub, 'aurora', { age: 9000 });
    greet('aurora');
    clock += 1000;
    streams()[0].say('changed', 'aurora bookings');
    clock += 1000;
    equal(look(hub, 'aurora', { age: 500 }).names(), ['hello']);
    equal(look(hub, 'aurora', { age: 1500 }).posted[1], { turn: 7, name: 'changed', data: 'bookings' });
    equal(look(hub, 'aurora', { age: 20000 }).posted[0].behind, true);
  },

  async 'a window that answers no heartbeat is forgotten, and the last one takes the stream along'() {
    const hub = await start();
    const crashed = look(hub, 'aurora');
    const here = look(hub, 'aurora');
    greet('aurora');
    forget(crashed);
    for (let i = 0; i < 5; i++) {
      streams()[0].say('hb', '2026-12-01T10:00:20Z');
      here.say({ act: 'here' });
    }
    equal(crashed.names(), ['hb', 'hb', 'hb']);
    here.say({ act: 'leave' });
    equal(streams(), []);
  },

  async 'a stream that ends says so to its windows, and whether it was refused'() {
    const hub = await start();
    const port = look(hub, 'aurora');
    greet('aurora');
    streams()[0].fail(true);
    equal(port.posted.at(-1), { turn: 7, name: 'error', refused: true });
    look(hub, 'aurora');
    equal(streams().length, 1);
  },
};
