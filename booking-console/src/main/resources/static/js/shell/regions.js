/* Refreshes live regions: elements that are fetched again when their data has changed. */
import { all } from './dom.js';
import { freshness } from './freshness.js';
import { occupied, whenReleased } from './occupied.js';
import { offer, offered, withdraw } from './offers.js';
import { keepPlace } from './place.js';

/** The state of each region, by its id: {busy, again, asked, begun, held, aborted, restore}. */
const states = new Map();

const state = id => states.get(id) ?? states.set(id, {}).get(id);
const regions = () => all('[data-live]');

/** Returns true if a region, not the user, made this request of htmx. */
export const isRefresh = config => config?.elt?.hasAttribute('data-live') && config.triggeringEvent?.type === 'refresh';

/** @param asked true if the user asked for the refresh */
function refresh(region, asked = false) {
  const its = state(region.id);
  if (!asked && occupied(region)) {
    offerRefresh(region);
  } else if (its.busy) {
    its.again = true;
  } else {
    withdraw(region.id);
    Object.assign(its, { busy: true, asked, held: false, begun: false });
    region.dispatchEvent(new CustomEvent('refresh'));
    its.busy = its.begun;
  }
}

const offerRefresh = region => offer(region, now => refresh(now, true));

/** @param topics the topics that have changed; without them, every region is refreshed */
export function refreshAll(topics) {
  regions().filter(region => !topics || topics.some(topic => region.matches(`[data-live~="${CSS.escape(topic)}"]`)))
    .forEach(region => refresh(region));
}

function abort(region) {
  state(region.id).aborted = true;
  region.dispatchEvent(new CustomEvent('htmx:abort', { bubbles: true, detail: {} }));
}

/** Refreshes everything and aborts requests in flight, whose answers may be too old. */
export function refreshAnew() {
  regions().forEach(region => {
    if (state(region.id).busy) {
      abort(region);
    }
    refresh(region);
  });
  freshness.refreshedAt = Date.now();
}

/** Aborts requests in flight and removes offers, because the whole page is about to be replaced. */
export function abandonAll() {
  regions().forEach(region => {
    abort(region);
    withdraw(region.id);
  });
}

let catchesUp = 0;

function catchUp() {
  clearTimeout(catchesUp);
  catchesUp = setTimeout(() => offered().forEach(id => {
    const region = document.getElementById(id);
    if (!region) {
      withdraw(id);
    } else if (!occupied(region)) {
      refresh(region);
    }
  }), 200);
}

/** Makes the regions live. The page provides {timeout(), isSignedOut()} and the callbacks {signedOut(), settled()}. */
export function watchRegions(page) {
  document.addEventListener('htmx:configRequest', event => {
    if (isRefresh(event.detail)) {
      state(event.detail.elt.id).begun = true;
      event.detail.timeout = page.timeout();
    }
  });

  document.addEventListener('htmx:beforeOnLoad', event => {
    const { xhr, requestConfig } = event.detail;
    // A refresh that the user did not ask for must not leave a page on which they may be writing.
    const byItself = isRefresh(requestConfig) || requestConfig.elt.id === 'search';
    if (byItself && (xhr.status === 401 || new URL(xhr.responseURL || location.href).pathname.endsWith('/admin/login'))) {
      event.preventDefault();
      page.signedOut();
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
        offerRefresh(region);
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
      freshness.failing.delete(id);
      freshness.asOf = Date.now();
    } else if (!successful && !its.aborted && !page.isSignedOut()) {
      freshness.failing.add(id);
    }
    const again = its.again;
    Object.assign(its, { aborted: false, again: false, restore: null });
    if (again) {
      // htmx releases the finished request only after this event.
      setTimeout(() => {
        const region = document.getElementById(id);
        if (region) {
          refresh(region);
        }
      });
    }
    page.settled();
  });

  whenReleased(catchUp);
}
