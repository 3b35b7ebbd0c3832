/* Keeps the page current by the stream or by polling, and shows on the chip how current it is. */
import { serverTime, setServerTime, updateClocks } from './clocks.js';
import { all, one, root } from './dom.js';
import { freshness } from './freshness.js';
import { memory } from './memory.js';
import { withdrawAll } from './offers.js';
import { refreshAll, refreshAnew, watchRegions } from './regions.js';
import { openStream } from './stream.js';

const chip = one('#live-chip');
const url = chip?.dataset.stream;

/** connecting, live, polling, lost, signed-out */
let link = 'connecting';
let stream = null;
let heardAt = 0;
let openedAt = 0;
let patience = 0;
let retryAt = 0;
/** Returns true if the page may have missed changes that the stream does not report. */
let behind = false;

const ms = (name, usual) => Number(chip?.dataset[name]) || usual;
const between = (least, most) => least + Math.random() * (most - least);
const isPaused = () => memory.get('live.paused') === 'yes';
const isSignedOut = () => link === 'signed-out';
const watches = () => Boolean(url) && !document.hidden && !isPaused() && !isSignedOut();

function connect() {
  drop();
  const age = performance.now();
  behind ||= age > 30000;
  openedAt = Date.now();
  patience = between(ms('retryMs', 2000) * 1.5, ms('retryMaxMs', 5000));
  stream = openStream({ url, age: Math.ceil(age), behind, silence: ms('silenceMs', 25000) }, hear, connect);
}

function hear(name, data, more = {}) {
  if (name === 'hello') {
    note(data);
    link = 'live';
    if (behind || more.behind) {
      refreshAnew();
    }
    behind = true;
    show();
  } else if (name === 'changed') {
    note();
    refreshAll(data.split(','));
  } else if (name === 'hb') {
    note(data);
  } else if (name === 'signed-out') {
    signedOut();
  } else if (name === 'none') {
    poll();
  } else {
    lose();
    if (more.refused) {
      askWhy();
    }
  }
}

/** Finds out why the stream was refused: the browser does not report the status. */
async function askWhy() {
  const question = new AbortController();
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: question.signal });
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
      signedOut();
    }
  } catch {
    // The server is unavailable; the next attempt follows.
  } finally {
    question.abort();
  }
}

function note(time) {
  heardAt = Date.now();
  if (time) {
    setServerTime(time);
  }
  if (!freshness.failing.size) {
    freshness.asOf = Date.now();
  }
}

function drop() {
  stream?.close();
  stream = null;
}

function lose() {
  drop();
  link = 'lost';
  retryAt = Date.now() + between(ms('retryMs', 2000), ms('retryMaxMs', 5000));
  show();
}

/** Polls, shows that on the chip, and tries to open a stream at each poll. */
function poll() {
  drop();
  link = 'polling';
  behind = true;
  retryAt = Date.now() + ms('pollMs', 15000);
  show();
}

export function signedOut() {
  drop();
  link = 'signed-out';
  show();
}

function tick() {
  if (!watches()) {
    return;
  }
  const now = Date.now();
  if (link === 'live' && now - heardAt > ms('silenceMs', 25000)) {
    lose();
  } else if (stream && link !== 'live' && link !== 'polling' && now - openedAt > patience) {
    // The stream has waited before it failed.
    lose();
    connect();
  } else if (!stream && now >= retryAt) {
    connect();
  }
  const every = link === 'live' && !freshness.failing.size ? ms('everyMs', 30000) : ms('pollMs', 15000);
  if (now - freshness.refreshedAt >= every) {
    freshness.refreshedAt = now;
    refreshAll();
  }
}

/** Starts, or resumes after the page was hidden or paused. */
function resume() {
  if (!isSignedOut()) {
    link = 'connecting';
  }
  show();
  if (watches()) {
    connect();
  }
}

function pause(paused) {
  memory.set('live.paused', paused ? 'yes' : null);
  follow();
}

export function togglePause() {
  if (url && !isSignedOut()) {
    pause(!isPaused());
  }
}

/** Applies the pause that this browser remembers, in this window and in others. */
function follow() {
  if (isPaused()) {
    drop();
    withdrawAll();
    behind = true;
    show();
  } else {
    resume();
  }
}

function show() {
  if (!url) {
    return;
  }
  const lost = (link === 'live' || link === 'polling') && freshness.failing.size;
  const shown = isSignedOut() ? 'signed-out' : isPaused() ? 'paused' : lost ? 'lost' : link;
  if (chip.dataset.state !== shown) {
    chip.dataset.state = shown;
    all('[data-note]').forEach(element => { element.hidden = element.dataset.note !== shown; });
  }
  chip.hidden = false;
  const time = new Date(serverTime(freshness.asOf));
  const text = new Intl.DateTimeFormat(root.lang, { timeStyle: 'medium', timeZone: chip.dataset.zone }).format(time);
  all('[data-note]:not([hidden]) time').forEach(element => {
    if (element.textContent !== text) {
      element.textContent = text;
      element.dateTime = time.toISOString();
    }
  });
}

/** Makes the page live. */
export function stayCurrent() {
  if (chip?.dataset.now) {
    const sent = performance.getEntriesByType('navigation')[0]?.responseStart ?? 0;
    setServerTime(chip.dataset.now, performance.now() - sent);
  }
  watchRegions({
    timeout: () => ms('pollMs', 15000),
    isSignedOut,
    signedOut,
    settled() {
      updateClocks();
      show();
    },
  });
  if (!url) {
    return;
  }
  const button = one('button', chip);
  button.addEventListener('click', () => isSignedOut() ? location.reload() : togglePause());
  all('[data-resume]').forEach(resumes => resumes.addEventListener('click', () => {
    pause(false);
    button.focus();
  }));
  all('[data-sign-in]').forEach(to => { to.href = location.href; });
  document.addEventListener('visibilitychange', () => document.hidden ? drop() : resume());
  addEventListener('pagehide', drop);
  addEventListener('pageshow', event => { if (event.persisted) { behind = true; resume(); } });
  addEventListener('storage', event => { if (event.key === 'live.paused') { follow(); } });
  setInterval(tick, 500);
  follow();
}
