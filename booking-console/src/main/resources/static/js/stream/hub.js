/* Holds one event stream for all windows of a browser and forwards its events. It decides nothing: windows that lose the
   stream ask for it again. */
const STUCK = 3000;
const UNANSWERED = 3;
const LONGEST_AGE = 60000;

/** Windows by their port: {base, salon, turn, since, behind, greeted, unanswered}. */
const windows = new Map();
/** The time of the last change notification, by salon and topic. */
const changes = new Map();
/** The stream in use, and one that is being opened: {source, salons, granted, since, openedAt, heardAt}. heardAt is by the
    wall clock, because the monotonic clock stops while the machine sleeps. */
let stream = null;
let opening = null;

const now = () => performance.now();
const tell = (port, message) => port.postMessage({ turn: windows.get(port)?.turn, ...message });
const tellAll = message => [...windows.keys()].forEach(port => tell(port, message));
const looked = () => [...new Set([...windows.values()].map(its => its.salon))].sort();

function close(which) {
  which?.source.close();
  if (which === stream) {
    stream = null;
  }
  if (which === opening) {
    opening = null;
  }
}

function leave(port) {
  windows.delete(port);
  if (!windows.size) {
    close(opening);
    close(stream);
  }
}

/** Attaches a window to the stream: sends the changes since its page was rendered, or makes it refresh everything. */
function greet(port) {
  const its = windows.get(port);
  its.greeted = true;
  if (!stream.granted.has(its.salon)) {
    tell(port, { name: 'signed-out' });
    leave(port);
    return;
  }
  const behind = its.behind || its.since < stream.since;
  tell(port, { name: 'hello', data: '', behind });
  const missed = [...changes.get(its.salon) ?? []].filter(([, at]) => at >= its.since).map(([topic]) => topic);
  if (!behind && missed.length) {
    tell(port, { name: 'changed', data: missed.join() });
  }
}

/** Closes the previous stream only when the new one is open, so that no event is missed in between. */
function open() {
  close(opening);
  const salons = looked();
  const fresh = [...windows.values()].filter(its => !its.greeted && !its.behind).map(its => its.since);
  const since = Math.max(Math.min(now(), ...fresh), now() - LONGEST_AGE);
  const { base } = [...windows.values()][0];
  const query = `salons=${salons.map(encodeURIComponent).join()}&age=${Math.ceil(now() - since)}`;
  const it = { source: new EventSource(`${base}?${query}`), salons: new Set(salons), since, openedAt: now(), heardAt: Date.now() };
  opening = it;
  const on = (name, act) => it.source.addEventListener(name, event => {
    it.heardAt = Date.now();
    act(event.data);
  });
  on('hello', data => {
    const [time, granted] = data.split(' ');
    it.granted = new Set(granted.split(','));
    const before = stream;
    stream = it;
    opening = null;
    before?.source.close();
    for (const [port, its] of [...windows]) {
      if (!it.salons.has(its.salon)) {
        // The previous stream received it while this one was being opened.
        Object.assign(its, { greeted: false, behind: true });
      } else if (!its.greeted || !it.granted.has(its.salon)) {
        greet(port);
      }
    }
    tellAll({ name: 'hb', data: time });
    if ([...windows.values()].some(its => !its.greeted)) {
      open();
    }
  });
  on('changed', data => data.split('\n').forEach(line => {
    const [salon, topics] = line.split(' ');
    const known = changes.get(salon) ?? changes.set(salon, new Map()).get(salon);
    topics.split(',').forEach(topic => known.set(topic, now()));
    for (const [port, its] of windows) {
      if (its.salon === salon && its.greeted) {
        tell(port, { name: 'changed', data: topics });
      }
    }
  }));
  on('hb', data => {
    for (const [port, its] of [...windows]) {
      // A window that crashed does not sign off.
      if (++its.unanswered > UNANSWERED) {
        leave(port);
      } else {
        tell(port, { name: 'hb', data });
      }
    }
  });
  on('signed-out', () => end(it, 'signed-out'));
  it.source.onerror = () => end(it, 'error', it.source.readyState === EventSource.CLOSED);
}

/** Drops the windows of a stream that has ended; for one that was being opened, only the windows waiting for it. */
function end(which, name, refused) {
  const all = which === stream;
  close(which);
  if (all) {
    close(opening);
  }
  for (const [port, its] of [...windows]) {
    if (all || !its.greeted) {
      tell(port, { name, refused });
      leave(port);
    }
  }
}

function look(port, { base, salon, turn, age, behind, silence }) {
  windows.set(port, { base, salon, turn, since: now() - age, behind, greeted: false, unanswered: 0 });
  if (stream && Date.now() - stream.heardAt > silence) {
    close(stream);
    windows.forEach(its => Object.assign(its, { greeted: false, behind: true }));
  }
  if (stream?.salons.has(salon)) {
    greet(port);
  } else if (!opening || !opening.salons.has(salon) || now() - opening.openedAt > STUCK) {
    open();
  }
}

/** Serves a window until it leaves or stops answering. */
export function serve(port) {
  port.onmessage = ({ data }) => {
    if (data.act === 'look') {
      look(port, data);
    } else if (data.act === 'leave') {
      leave(port);
    } else if (windows.has(port)) {
      windows.get(port).unanswered = 0;
    }
  };
}
