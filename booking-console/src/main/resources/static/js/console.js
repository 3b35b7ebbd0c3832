/* The shell's script: live regions, search, keys, dialogs. Pages work without it by full reloads. */
(() => {
  'use strict';

  const root = document.documentElement;
  root.classList.add('has-js');

  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const within = (element, selector) => element instanceof Element ? element.closest(selector) : null;
  const between = (least, most) => least + Math.random() * (most - least);

  /** What this browser remembers; nothing where storing is forbidden. */
  const memory = {
    get: key => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => {
      try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* forbidden */ }
    },
  };

  function announce(text) {
    const place = one('#announce');
    place.textContent = '';
    setTimeout(() => { place.textContent = text; }, 50);
  }

  let toastEnds = 0;

  function toast(text) {
    const place = one('#toast');
    place.hidden = false;
    place.textContent = text;
    clearTimeout(toastEnds);
    toastEnds = setTimeout(() => { place.hidden = true; }, 10000);
  }

  /* ---------- Regions: elements that fetch themselves again ---------- */

  const opened = new WeakSet();
  const states = new Map();
  const failing = new Set();
  let pressed = null;
  let asOf = Date.now();

  const state = id => states.get(id) ?? states.set(id, {}).get(id);
  const isRefresh = config => config?.elt?.hasAttribute('data-live') && config.triggeringEvent?.type === 'refresh';
  const headerEnd = () => one('.top')?.getBoundingClientRect().bottom ?? 0;

  /** Whether somebody is reading or doing something there that a swap would take from under their hands. */
  function occupied(region) {
    const active = document.activeElement;
    if (active !== region && region.contains(active) || pressed && region.contains(pressed)) {
      return true;
    }
    if (all('dialog[open], :popover-open', region).length || all('details[open]', region).some(d => opened.has(d))) {
      return true;
    }
    const selection = getSelection();
    return selection.rangeCount > 0 && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(region);
  }

  function refresh(region, asked = false) {
    const its = state(region.id);
    if (!asked && occupied(region)) {
      offer(region);
    } else if (its.busy) {
      its.again = true;
    } else {
      withdraw(region.id);
      Object.assign(its, { busy: true, asked, held: false, begun: false });
      region.dispatchEvent(new CustomEvent('refresh'));
      its.busy = its.begun;
    }
  }

  function refreshAll(topics) {
    const wanted = topics ? topics.map(topic => `[data-live~="${CSS.escape(topic)}"]`).join() : '[data-live]';
    all(wanted).forEach(region => refresh(region));
  }

  /** Everything, and not what an answer that has been under way for long would say. */
  function refreshAnew() {
    all('[data-live]').forEach(region => {
      if (state(region.id).busy) {
        state(region.id).aborted = true;
        region.dispatchEvent(new CustomEvent('htmx:abort', { bubbles: true, detail: {} }));
      }
      refresh(region);
    });
    live.refreshedAt = Date.now();
  }

  /** Says that there is something new, at the region and without moving anything. */
  function offer(region) {
    const its = state(region.id);
    if (!its.button) {
      const layer = one('#fresh');
      its.button = document.createElement('button');
      its.button.type = 'button';
      its.button.className = 'fresh';
      its.button.textContent = layer.dataset.text;
      its.button.addEventListener('click', () => {
        const now = document.getElementById(region.id);
        if (now) {
          now.tabIndex = -1;
          now.focus({ preventScroll: true });
          refresh(now, true);
        }
      });
      layer.append(its.button);
      announce(layer.dataset.text);
      placeOffers();
    }
  }

  function withdraw(id) {
    state(id).button?.remove();
    delete state(id).button;
  }

  function placeOffers() {
    for (const [id, its] of states) {
      const box = its.button && document.getElementById(id)?.getBoundingClientRect();
      if (box) {
        its.button.style.top = `${Math.max(headerEnd(), Math.min(box.top, innerHeight - 60)) + 8}px`;
        its.button.style.left = `${Math.min(Math.max(box.left + box.width / 2, 90), innerWidth - 90)}px`;
      }
    }
  }

  let catchesUp = 0;

  function catchUp() {
    clearTimeout(catchesUp);
    catchesUp = setTimeout(() => {
      for (const [id, its] of states) {
        const region = its.button && document.getElementById(id);
        if (region && !occupied(region)) {
          refresh(region);
        } else if (its.button && !region) {
          withdraw(id);
        }
      }
    }, 200);
  }

  const scrollers = region => [region, ...all('.table-wrap, .code, [data-scroll]', region)];
  const linkOf = row => row.matches('a[href], button') ? row : one('a[href]', row);
  const landmarks = region => all('[id], [data-row]', region);
  const keyOf = element => element.id || linkOf(element)?.getAttribute('href');

  /** Remembers what is seen where; returns what puts it back there after the swap. */
  function keepPlace(region) {
    const inner = scrollers(region).map(element => [element.scrollLeft, element.scrollTop]);
    const box = region.getBoundingClientRect();
    const edge = headerEnd();
    const above = box.bottom <= edge;
    const anchor = !above && box.top < edge
      ? landmarks(region).find(element => keyOf(element) && element.getBoundingClientRect().bottom > edge) : null;
    const anchorAt = anchor?.getBoundingClientRect().top;
    const hadFocus = document.activeElement === region;
    return () => {
      const now = document.getElementById(region.id);
      if (!now) {
        return;
      }
      scrollers(now).forEach((element, i) => { [element.scrollLeft, element.scrollTop] = inner[i] ?? [0, 0]; });
      const anchorNow = anchor && landmarks(now).find(element => keyOf(element) === keyOf(anchor));
      const moved = above ? now.getBoundingClientRect().bottom - box.bottom
        : anchorNow ? anchorNow.getBoundingClientRect().top - anchorAt : 0;
      if (moved) {
        scrollBy({ top: moved, behavior: 'instant' });
      }
      if (hadFocus) {
        now.tabIndex = -1;
        now.focus({ preventScroll: true });
      }
      placeOffers();
    };
  }

  document.addEventListener('htmx:configRequest', event => {
    const { elt, triggeringEvent } = event.detail;
    if (isRefresh({ elt, triggeringEvent })) {
      state(elt.id).begun = true;
      event.detail.timeout = live.ms('pollMs', 15000);
    }
  });

  document.addEventListener('htmx:beforeOnLoad', event => {
    const { xhr, requestConfig } = event.detail;
    // A part that asks by itself must not lead away from a page on which somebody may be writing.
    const byItself = isRefresh(requestConfig) || requestConfig.elt.id === 'search';
    if (byItself && (xhr.status === 401 || new URL(xhr.responseURL || location.href).pathname.endsWith('/admin/login'))) {
      event.preventDefault();
      live.signedOut();
    }
  });

  document.addEventListener('htmx:beforeSwap', event => {
    const { requestConfig, shouldSwap } = event.detail;
    if (isRefresh(requestConfig) && shouldSwap) {
      const region = requestConfig.elt;
      const its = state(region.id);
      if (!its.asked && occupied(region)) {
        event.detail.shouldSwap = false;
        its.held = true;
        offer(region);
      } else {
        its.restore = keepPlace(region);
      }
    }
  });

  document.addEventListener('htmx:afterRequest', event => {
    const { requestConfig, successful } = event.detail;
    if (!isRefresh(requestConfig)) {
      return;
    }
    const id = requestConfig.elt.id;
    const its = state(id);
    its.busy = false;
    its.restore?.();
    if (successful && !its.held) {
      failing.delete(id);
      asOf = Date.now();
    } else if (!successful && !its.aborted && live.link !== 'signed-out') {
      failing.add(id);
    }
    const again = its.again;
    Object.assign(its, { aborted: false, again: false, restore: null });
    if (again) {
      // Only then has htmx let go of the request that ends.
      setTimeout(() => {
        const region = document.getElementById(id);
        if (region) {
          refresh(region);
        }
      });
    }
    countDown();
    live.show();
  });

  document.addEventListener('click', event => {
    const details = within(event.target, 'summary')?.parentElement;
    if (details && !details.open) {
      opened.add(details);
    }
  });
  document.addEventListener('pointerdown', event => { pressed = event.target; }, true);
  ['pointerup', 'pointercancel'].forEach(type => document.addEventListener(type, () => { pressed = null; catchUp(); }, true));
  ['focusout', 'selectionchange', 'close', 'toggle'].forEach(type => document.addEventListener(type, catchUp, true));
  ['scroll', 'resize'].forEach(type => addEventListener(type, placeOffers, { passive: true }));

  /* ---------- The live stream ---------- */

  const chip = one('#live-chip');

  const live = {
    url: chip?.dataset.stream,
    /** connecting, live, polling, lost, signed-out */
    link: 'connecting',
    /** What is closed to let go of the stream, see {@link streams}. */
    source: null,
    heardAt: 0,
    openedAt: 0,
    patience: 0,
    retryAt: 0,
    refreshedAt: Date.now(),
    /** Whether what is shown may be older than the stream can tell. */
    behind: false,
    /** The server's clock, from ours: as of the page until the stream tells it. */
    ahead: 0,

    ms: (name, usual) => Number(chip?.dataset[name]) || usual,
    paused: () => memory.get('live.paused') === 'yes',
    watches: () => Boolean(live.url) && !document.hidden && !live.paused() && live.link !== 'signed-out',

    connect() {
      live.drop();
      const age = performance.now();
      live.behind ||= age > 30000;
      live.openedAt = Date.now();
      live.patience = between(live.ms('retryMs', 2000) * 1.5, live.ms('retryMaxMs', 5000));
      live.source = streams.open(Math.ceil(age), live.behind, (...event) => live.on(...event));
    },

    on(name, data, more = {}) {
      if (name === 'hello') {
        live.hear(data);
        live.link = 'live';
        if (live.behind || more.behind) {
          refreshAnew();
        }
        live.behind = true;
        live.show();
      } else if (name === 'changed') {
        live.hear();
        refreshAll(data.split(','));
      } else if (name === 'hb') {
        live.hear(data);
      } else if (name === 'signed-out') {
        live.signedOut();
      } else if (name === 'none') {
        live.poll();
      } else {
        live.lose();
        if (more.refused) {
          live.askWhy();
        }
      }
    },

    /** A stream that is refused does not say why. */
    async askWhy() {
      const question = new AbortController();
      try {
        const answer = await fetch(live.url, { redirect: 'manual', signal: question.signal });
        if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
          live.signedOut();
        }
      } catch {
        // The server is away: the next attempt will tell.
      } finally {
        question.abort();
      }
    },

    hear(time) {
      live.heardAt = Date.now();
      if (time) {
        live.ahead = Date.parse(time) - Date.now();
      }
      if (!failing.size) {
        asOf = Date.now();
      }
    },

    drop() {
      live.source?.close();
      live.source = null;
    },

    lose() {
      live.drop();
      live.link = 'lost';
      live.retryAt = Date.now() + between(live.ms('retryMs', 2000), live.ms('retryMaxMs', 5000));
      live.show();
    },

    /** There is no stream to be had: the page asks, says so, and tries for a stream again as often. */
    poll() {
      live.drop();
      live.link = 'polling';
      live.behind = true;
      live.retryAt = Date.now() + live.ms('pollMs', 15000);
      live.show();
    },

    signedOut() {
      live.drop();
      live.link = 'signed-out';
      live.show();
    },

    tick() {
      if (!live.watches()) {
        return;
      }
      const now = Date.now();
      if (live.link === 'live' && now - live.heardAt > live.ms('silenceMs', 25000)) {
        live.lose();
      } else if (live.source && live.link !== 'live' && live.link !== 'polling' && now - live.openedAt > live.patience) {
        // It has waited already.
        live.lose();
        live.connect();
      } else if (!live.source && now >= live.retryAt) {
        live.connect();
      }
      const every = live.link === 'live' && !failing.size ? live.ms('everyMs', 30000) : live.ms('pollMs', 15000);
      if (now - live.refreshedAt >= every) {
        live.refreshedAt = now;
        refreshAll();
      }
    },

    /** Begins, or begins again, after the page has been away or paused. */
    resume() {
      if (live.link !== 'signed-out') {
        live.link = 'connecting';
      }
      live.show();
      if (live.watches()) {
        live.connect();
      }
    },

    pause(paused) {
      memory.set('live.paused', paused ? 'yes' : null);
      live.follow();
    },

    /** Does what is remembered, in this page and in others. */
    follow() {
      if (live.paused()) {
        live.drop();
        [...states.keys()].forEach(withdraw);
        live.behind = true;
        live.show();
      } else {
        live.resume();
      }
    },

    show() {
      if (!live.url) {
        return;
      }
      const lost = (live.link === 'live' || live.link === 'polling') && failing.size;
      const shown = live.link === 'signed-out' ? 'signed-out' : live.paused() ? 'paused' : lost ? 'lost' : live.link;
      if (chip.dataset.state !== shown) {
        chip.dataset.state = shown;
        all('[data-note]').forEach(note => { note.hidden = note.dataset.note !== shown; });
      }
      chip.hidden = false;
      const time = new Date(asOf + live.ahead);
      const text = new Intl.DateTimeFormat(root.lang, { timeStyle: 'medium', timeZone: chip.dataset.zone }).format(time);
      all('[data-note]:not([hidden]) time').forEach(element => {
        if (element.textContent !== text) {
          element.textContent = text;
          element.dateTime = time.toISOString();
        }
      });
    },
  };

  /* Where the stream comes from. A browser has six connections to a server that speaks HTTP/1.1, for all its windows: they
     share one stream, in a worker. Without such a worker at most three windows have a stream of their own, and the others
     ask every 15 seconds and say so. See docs/decisions/2026-11-30-one-stream-per-browser.md. */
  const streams = {
    OWN: 3,
    port: null,
    turn: 0,
    heard: () => {},

    /** Tells {@code hear} what the stream says, and returns what ends it. */
    open(age, behind, hear) {
      const turn = ++streams.turn;
      const ends = [];
      const source = { close: () => { streams.turn++; ends.splice(0).forEach(end => end()); } };
      const here = (...event) => { if (streams.turn === turn) { hear(...event); } };
      streams.heard = (of, ...event) => { if (of === turn) { here(...event); } };
      if (streams.worker()) {
        const [base, query] = live.url.split('?');
        streams.port.postMessage({ act: 'look', base, salon: new URLSearchParams(query).get('salon'), turn, age, behind,
          silence: live.ms('silenceMs', 25000) });
        ends.push(() => streams.port?.postMessage({ act: 'leave' }));
      } else {
        streams.own(age, behind, here, ends);
      }
      return source;
    },

    worker() {
      if (streams.port || !('SharedWorker' in window) || !chip.dataset.worker) {
        return streams.port;
      }
      try {
        const worker = new SharedWorker(chip.dataset.worker, 'live');
        worker.onerror = () => {
          // Not to be had after all.
          delete chip.dataset.worker;
          streams.port = null;
          if (live.source) {
            live.connect();
          }
        };
        streams.port = worker.port;
        streams.port.onmessage = ({ data: { turn, name, data, ...more } }) => {
          if (name === 'hb') {
            streams.port.postMessage({ act: 'here' });
          }
          streams.heard(turn, name, data, more);
        };
      } catch {
        delete chip.dataset.worker;
      }
      return streams.port;
    },

    async own(age, behind, hear, ends) {
      const turn = streams.turn;
      const release = await streams.place();
      if (!release || turn !== streams.turn) {
        release?.();
        hear('none');
        return;
      }
      const source = new EventSource(behind ? live.url : `${live.url}&age=${age}`);
      ['hello', 'changed', 'hb', 'signed-out'].forEach(name => source.addEventListener(name, event => hear(name, event.data)));
      source.onerror = () => hear('error', null, { refused: source.readyState === EventSource.CLOSED });
      ends.push(() => { source.close(); release(); });
    },

    /** One of the few places for a stream of one's own; the browser gives it back when the window is gone. */
    async place() {
      for (let i = 1; navigator.locks && i <= streams.OWN; i++) {
        const release = await new Promise(got => navigator.locks.request(`live.${i}`, { ifAvailable: true },
          lock => lock ? new Promise(free => got(free)) : got(null)).catch(() => got(null)));
        if (release) {
          return release;
        }
      }
      return null;
    },
  };

  if (chip?.dataset.now) {
    const age = performance.now() - (performance.getEntriesByType('navigation')[0]?.responseStart ?? 0);
    live.ahead = Date.parse(chip.dataset.now) - (Date.now() - age);
  }

  if (live.url) {
    one('button', chip).addEventListener('click', () => {
      live.link === 'signed-out' ? location.reload() : live.pause(!live.paused());
    });
    all('[data-resume]').forEach(button => button.addEventListener('click', () => {
      live.pause(false);
      one('button', chip).focus();
    }));
    all('[data-sign-in]').forEach(link => { link.href = location.href; });
    document.addEventListener('visibilitychange', () => document.hidden ? live.drop() : live.resume());
    addEventListener('pagehide', live.drop);
    addEventListener('pageshow', event => { if (event.persisted) { live.behind = true; live.resume(); } });
    addEventListener('storage', event => { if (event.key === 'live.paused') { live.follow(); } });
    setInterval(live.tick, 500);
    live.paused() ? live.follow() : live.resume();
  }

  /* ---------- Times that run ---------- */

  const two = number => String(number).padStart(2, '0');

  function countDown() {
    const now = Date.now() + live.ahead;
    all('time[data-countdown]').forEach(element => {
      const left = Math.max(0, Math.floor((Date.parse(element.dataset.countdown) - now) / 1000));
      const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
      const text = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
      if (element.textContent !== text) {
        element.textContent = text;
      }
      element.classList.toggle('is-over', left === 0);
    });
    const ages = all('time[data-ago]');
    if (ages.length) {
      const words = new Intl.RelativeTimeFormat(root.lang, { numeric: 'auto', style: 'short' });
      ages.forEach(element => {
        const seconds = Math.max(0, Math.floor((now - Date.parse(element.dataset.ago)) / 1000));
        const [unit, size] = seconds < 60 ? ['second', 1] : seconds < 3600 ? ['minute', 60]
          : seconds < 86400 ? ['hour', 3600] : ['day', 86400];
        const text = words.format(-Math.floor(seconds / size), unit);
        if (element.textContent !== text) {
          element.textContent = text;
        }
      });
    }
  }

  setInterval(countDown, 1000);
  countDown();

  /* ---------- Search ---------- */

  const search = one('#search');
  const results = () => one('#search-results');
  const links = () => results().hidden ? [] : all('a', results());

  document.addEventListener('htmx:configRequest', event => {
    if (event.detail.elt === search && !search.value.trim()) {
      event.preventDefault();
    }
  });
  document.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.requestConfig?.elt === search) {
      // Late answers to what is no longer asked.
      event.detail.shouldSwap &&= search.value.trim() !== '' && search.form.contains(document.activeElement);
      if (/id="search-results"/.test(event.detail.serverResponse)) {
        event.detail.swapOverride = 'outerHTML';
      }
    }
  });
  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.requestConfig?.elt === search) {
      results().classList.add('search-results');
      results().hidden = false;
      const told = one('[role="status"]', results());
      const { none, single, many } = search.dataset;
      const count = links().length;
      announce(told ? told.textContent : count === 0 ? none : count === 1 ? single : many.replace('#', count));
      // It is said here: a status that comes with its text is read by some and not by others.
      told?.removeAttribute('role');
    }
  });
  search?.addEventListener('input', () => {
    if (!search.value.trim()) {
      results().replaceChildren();
      search.dispatchEvent(new CustomEvent('htmx:abort', { bubbles: true, detail: {} }));
    }
  });
  search?.addEventListener('focus', () => { results().hidden = false; });
  search?.form.addEventListener('focusout', () => setTimeout(() => {
    results().hidden ||= !search.form.contains(document.activeElement);
  }));
  search?.form.addEventListener('keydown', event => {
    const found = links();
    const at = found.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && found.length) {
      event.preventDefault();
      found[Math.min(at + 1, found.length - 1)].focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (at === 0 ? search : found[at - 1]).focus();
    } else if (event.key === 'Escape' && !results().hidden && results().hasChildNodes()) {
      event.preventDefault();
      search.focus();
      results().hidden = true;
    }
  });

  /* ---------- Keys ---------- */

  const help = one('#keys');
  const rows = () => all('[data-row]').filter(row => row.offsetParent !== null);
  let awaitsPage = 0;

  function walk(step) {
    const list = rows();
    const at = list.indexOf(within(document.activeElement, '[data-row]'));
    const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + step, 0), list.length - 1)];
    if (next) {
      linkOf(next)?.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  }

  /** A page of days leads to those before and after. */
  const step = by => one(`a[data-step="${by}"]`)?.click();

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || memory.get('keys.off') === 'yes'
      || within(event.target, 'input, textarea, select, [contenteditable]') || one('dialog[open]')) {
      return;
    }
    // Letters by their place where the keyboard writes others, as in Hebrew.
    const key = event.key.charCodeAt(0) > 127 && event.code.startsWith('Key') ? event.code[3].toLowerCase() : event.key;
    if (Date.now() < awaitsPage) {
      awaitsPage = 0;
      const link = one(`.nav [data-key="${CSS.escape(key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
        return;
      }
    }
    const acts = {
      '/': () => { search?.focus(); search?.select(); },
      '?': () => help?.showModal(),
      g: () => { awaitsPage = Date.now() + 1500; },
      j: () => walk(1),
      k: () => walk(-1),
      '[': () => step(-1),
      ']': () => step(1),
      p: () => live.url && live.link !== 'signed-out' && live.pause(!live.paused()),
    };
    // As the page is read; what scrolls sideways keeps its arrows.
    if (one('a[data-step]') && !event.shiftKey && !within(event.target, '[role="region"]')) {
      const onward = root.dir === 'rtl' ? -1 : 1;
      acts.ArrowLeft = () => step(-onward);
      acts.ArrowRight = () => step(onward);
    }
    if (Object.hasOwn(acts, key)) {
      event.preventDefault();
      acts[key]();
    }
  });

  const keysOn = one('#keys-on');
  if (keysOn) {
    keysOn.checked = memory.get('keys.off') !== 'yes';
    keysOn.addEventListener('change', () => memory.set('keys.off', keysOn.checked ? null : 'yes'));
  }

  /* ---------- Dialogs, menus ---------- */

  document.addEventListener('click', event => {
    const opener = within(event.target, '[data-dialog]');
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      within(opener, 'details.menu')?.removeAttribute('open');
      dialog.showModal();
    } else if (within(event.target, '[data-close]')) {
      within(event.target, 'dialog')?.close();
    }
    all('details.menu[open]').filter(menu => !menu.contains(event.target)).forEach(menu => { menu.open = false; });
    if (within(event.target, '.nav a') && one('.nav:popover-open')) {
      one('.nav').hidePopover();
    }
  });
  document.addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && within(document.activeElement, 'details.menu[open]');
    if (menu) {
      menu.open = false;
      one('summary', menu).focus();
    }
  });

  /* ---------- Forms ---------- */

  document.addEventListener('change', event => within(event.target, '[data-autosubmit]')?.requestSubmit());

  /* A filter applies at once: the page is fetched for what its fields say, and replaced around them. Fields stay where they
     are, with what is being typed and the focus. */
  const filters = {
    FIELD: 'input:not([type=hidden]), select, textarea',
    asks: null,
    waits: 0,

    later(form, delay, submitted) {
      clearTimeout(filters.waits);
      form.setAttribute('aria-busy', 'true');
      filters.waits = setTimeout(() => filters.apply(form, submitted), delay);
    },

    async apply(form, submitted) {
      filters.asks?.abort();
      if (all(filters.FIELD, form).some(field => field.validity.badInput)) {
        form.removeAttribute('aria-busy');
        return;
      }
      const asks = filters.asks = new AbortController();
      const address = new URL(form.action);
      address.search = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(address, { signal: asks.signal });
        const at = new URL(answer.url);
        if (at.pathname.endsWith('/admin/login')) {
          live.signedOut();
        } else if (at.pathname !== address.pathname) {
          // A code that is found leads to its booking: when it is sent, not while it is being typed.
          if (submitted) {
            location.assign(at);
          } else {
            filters.byHand(form);
          }
        } else if (!answer.ok) {
          throw new Error(answer.status);
        } else {
          filters.show(form, new DOMParser().parseFromString(await answer.text(), 'text/html'));
          history.replaceState(history.state, '', address);
          live.refreshedAt = asOf = Date.now();
        }
      } catch (failure) {
        if (failure.name === 'AbortError') {
          return;
        }
        toast(one('#toast').dataset[failure instanceof TypeError ? 'offline' : 'failed']);
        filters.byHand(form);
      }
      form.removeAttribute('aria-busy');
    },

    /** The list is not what the fields say: now one can ask by hand. */
    byHand(form) {
      all('button.no-js-only', form).forEach(button => button.classList.remove('no-js-only'));
    },

    show(form, page) {
      all('[data-live]').forEach(region => {
        state(region.id).aborted = true;
        region.dispatchEvent(new CustomEvent('htmx:abort', { bubbles: true, detail: {} }));
        withdraw(region.id);
      });
      const fresh = one('form[data-filter]', page);
      filters.merge(one('main'), one('main', page), form, fresh);
      document.title = page.title;
      htmx.process(one('main'));
      document.dispatchEvent(new CustomEvent('filtered'));
      countDown();
    },

    /** Replaces what is in an element, except the form's fields, what holds them, and files. */
    merge(now, fresh, form, freshForm) {
      const stays = (kept, parent) => [...parent.children].filter(child => child.contains(kept) || child.matches('link, script')
        || parent === kept && (child.matches(filters.FIELD) || one(filters.FIELD, child)));
      const before = stays(form, now);
      const after = stays(freshForm, fresh);
      if (before.length !== after.length) {
        now.replaceChildren(...fresh.childNodes);
        return;
      }
      [...now.childNodes].filter(node => !before.includes(node)).forEach(node => node.remove());
      let next = 0;
      for (const node of [...fresh.childNodes]) {
        if (node !== after[next]) {
          now.insertBefore(node, before[next] ?? null);
        } else {
          if (before[next].contains(form)) {
            filters.merge(before[next], node, form, freshForm);
          }
          next++;
        }
      }
    },
  };

  ['input', 'change'].forEach(type => document.addEventListener(type, event => {
    const form = within(event.target, 'form[data-filter]');
    if (form && event.target.matches('select') === (type === 'change')) {
      filters.later(form, type === 'change' ? 0 : 300, false);
    }
  }));
  document.addEventListener('submit', event => {
    if (event.target.matches('form[data-filter]')) {
      event.preventDefault();
      filters.later(event.target, 0, true);
    }
  });
  // What a browser puts back after a reload or a step back may be another filter than that of the list.
  addEventListener('pageshow', () => all('form[data-filter]').forEach(form => {
    if (all(filters.FIELD, form).some(field => field.matches('select')
      ? [...field.options].some(option => option.selected !== (option.defaultSelected || !one('[selected]', field) && !option.index))
      : field.value !== field.defaultValue)) {
      filters.later(form, 0, false);
    }
  }));

  const sent = new Map();

  function release(form) {
    sent.get(form)?.removeAttribute('aria-busy');
    sent.delete(form);
  }

  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.method !== 'post') {
      return;
    }
    if (sent.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const here = one('input[name="back"]', form);
    if (here) {
      here.value = location.pathname + location.search;
    }
    // Not disabled: its name and value belong to what is sent, and it may have the focus.
    const button = event.submitter;
    sent.set(form, button);
    setTimeout(() => {
      if (event.defaultPrevented && !form.matches('[hx-post], [data-hx-post]')) {
        release(form);
      } else {
        button?.setAttribute('aria-busy', 'true');
      }
    });
    if (!form.hasAttribute('data-once')) {
      // A download leaves the page where it is.
      setTimeout(release, 8000, form);
    }
  }, true);
  document.addEventListener('htmx:afterRequest', event => release(event.detail.requestConfig?.elt));
  addEventListener('pageshow', () => [...sent.keys()].forEach(release));

  /* ---------- What goes wrong ---------- */

  const asked = event => !isRefresh(event.detail.requestConfig);
  document.addEventListener('htmx:responseError', event => asked(event) && toast(one('#toast').dataset.failed));
  ['htmx:sendError', 'htmx:timeout'].forEach(type => document.addEventListener(type, event => {
    if (asked(event)) {
      toast(one('#toast').dataset.offline);
    }
  }));
  one('#toast')?.addEventListener('click', () => { one('#toast').hidden = true; });
})();
