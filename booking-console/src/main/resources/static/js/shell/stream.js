/* Opens the event stream: shared by all windows of the browser, else one of a few of its own, else none. */

/* Over HTTP/1.1 a browser has six connections to a server, for all its windows. They share one stream, in a worker. Without
   such a worker at most three windows have a stream of their own. See docs/decisions/2026-11-30-one-stream-per-browser.md. */
const OWN = 3;
const EVENTS = ['hello', 'changed', 'hb', 'signed-out'];

let port = null;
let noWorker = !('SharedWorker' in window);
/** Numbers the streams, so that events of a closed one are ignored. */
let turn = 0;
let heard = () => {};
let reopen = null;

/**
 * Opens a stream and returns the function that closes it.
 *
 * @param its {url, age: the age of the page in milliseconds, behind: true if the page may have missed changes,
 *     silence: the milliseconds without an event after which a stream counts as stuck}
 * @param hear receives (name, data, more): the stream's events, {@code error}, or {@code none} when no stream is available
 * @param again is called when the stream must be reopened
 */
export function openStream(its, hear, again) {
  const mine = ++turn;
  const ends = [];
  const here = (...event) => { if (turn === mine) { hear(...event); } };
  heard = (of, ...event) => { if (of === mine) { here(...event); } };
  reopen = again;
  if (worker()) {
    const [base, query] = its.url.split('?');
    const { age, behind, silence } = its;
    port.postMessage({ act: 'look', base, salon: new URLSearchParams(query).get('salon'), turn, age, behind, silence });
    ends.push(() => port?.postMessage({ act: 'leave' }));
  } else {
    openOwn(its, here, ends);
  }
  return {
    close() {
      turn++;
      reopen = null;
      ends.splice(0).forEach(end => end());
    },
  };
}

function worker() {
  if (port || noWorker) {
    return port;
  }
  try {
    const shared = new SharedWorker(new URL('../stream/worker.js', import.meta.url), { name: 'live', type: 'module' });
    shared.onerror = () => {
      noWorker = true;
      port = null;
      reopen?.();
    };
    port = shared.port;
    port.onmessage = ({ data: { turn: of, name, data, ...more } }) => {
      if (name === 'hb') {
        port.postMessage({ act: 'here' });
      }
      heard(of, name, data, more);
    };
  } catch {
    noWorker = true;
  }
  return port;
}

async function openOwn({ url, age, behind }, hear, ends) {
  const mine = turn;
  const release = await place();
  if (!release || turn !== mine) {
    release?.();
    hear('none');
    return;
  }
  const source = new EventSource(behind ? url : `${url}&age=${age}`);
  EVENTS.forEach(name => source.addEventListener(name, event => hear(name, event.data)));
  source.onerror = () => hear('error', null, { refused: source.readyState === EventSource.CLOSED });
  ends.push(() => { source.close(); release(); });
}

/** Takes one of the places for an unshared stream; the browser releases it when the window is closed. */
async function place() {
  for (let i = 1; navigator.locks && i <= OWN; i++) {
    const release = await new Promise(got => navigator.locks.request(`live.${i}`, { ifAvailable: true },
      lock => lock ? new Promise(free => got(free)) : got(null)).catch(() => got(null)));
    if (release) {
      return release;
    }
  }
  return null;
}
