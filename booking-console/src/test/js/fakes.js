/* Stand-ins for htmx, the worker, event streams and the answers of the server. */

/** Regions that ask, as htmx lets them ask; a test answers. */
export class FakeHtmx {
  asked = [];
  aborted = [];

  constructor() {
    document.addEventListener('refresh', event => this.ask(event), true);
    document.addEventListener('htmx:abort', event => this.aborted.push(event.target.id));
  }

  ask(event) {
    const elt = event.target;
    this.tell('configRequest', elt, { elt, triggeringEvent: event });
    this.asked.push(elt.id);
    this.request = { elt, triggeringEvent: event };
  }

  answer(html) {
    const { request } = this;
    const swap = { requestConfig: request, shouldSwap: true };
    this.tell('beforeSwap', request.elt, swap);
    if (swap.shouldSwap) {
      request.elt.outerHTML = html;
    }
    this.tell('afterRequest', document.body, { requestConfig: request, successful: true });
    return swap.shouldSwap;
  }

  fail() {
    this.tell('afterRequest', document.body, { requestConfig: this.request, successful: false });
  }

  tell(name, target, detail) {
    const event = new CustomEvent(`htmx:${name}`, { bubbles: true, cancelable: true, detail });
    target.dispatchEvent(event);
    return event;
  }
}

/** The port of a window to its worker, or of the worker to a window: a test reads what is posted and says what comes back. */
export class FakePort {
  posted = [];
  postMessage(message) { this.posted.push(message); }
  say(data) { this.onmessage({ data }); }
  names() { return this.posted.map(message => message.name ?? message.act); }
}

export class FakeWorker {
  static all = [];
  port = new FakePort();

  constructor(address, options) {
    Object.assign(this, { address: String(address), options });
    FakeWorker.all.push(this);
  }
}

export class FakeEventSource extends EventTarget {
  static CLOSED = 2;
  static all = [];
  static open = () => FakeEventSource.all.filter(source => source.readyState !== FakeEventSource.CLOSED);
  readyState = 0;

  constructor(url) {
    super();
    this.url = url;
    FakeEventSource.all.push(this);
  }

  say(name, data) {
    this.dispatchEvent(Object.assign(new Event(name), { data }));
  }

  fail(refused) {
    this.readyState = refused ? FakeEventSource.CLOSED : 0;
    this.onerror();
  }

  close() { this.readyState = FakeEventSource.CLOSED; }
}
