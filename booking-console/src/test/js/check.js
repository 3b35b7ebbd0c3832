/* Provides the assertions and waits of the tests. */
export function equal(actual, expected) {
  const [is, should] = [actual, expected].map(value => JSON.stringify(value));
  if (is !== should) {
    throw new Error(`expected ${should}, but was ${is}`);
  }
}

export const wait = ms => new Promise(done => setTimeout(done, ms));

export async function until(condition, atMost = 5000) {
  const end = performance.now() + atMost;
  while (!condition()) {
    if (performance.now() > end) {
      throw new Error(`never came: ${condition}`);
    }
    await wait(10);
  }
}

/** Makes the page, with what every page of the console has. */
export function page(html, chip = {}) {
  document.body.innerHTML = `
    <div id="live-chip" data-state="connecting" hidden><button type="button">Live</button></div>
    <p data-note="lost" hidden><time></time></p>
    <main>${html}</main>
    <div id="fresh" data-text="New data"></div>
    <div id="announce"></div>
    <div id="toast" data-failed="It failed" data-offline="No connection" hidden></div>`;
  Object.assign(document.getElementById('live-chip').dataset, chip);
}

export const one = selector => document.querySelector(selector);
