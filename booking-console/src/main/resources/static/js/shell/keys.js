/* Keyboard shortcuts, and the switch that turns them off. */
import { togglePause } from './connection.js';
import { all, linkOf, one, root, within } from './dom.js';
import { memory } from './memory.js';
import { goToSearch } from './search.js';

const rows = () => all('[data-row]').filter(row => row.offsetParent !== null);
/** The time until which a letter after g opens a page. */
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

/** Opens the previous or next day on pages that show days. */
const step = by => one(`a[data-step="${by}"]`)?.click();

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || memory.get('keys.off') === 'yes'
    || within(event.target, 'input, textarea, select, [contenteditable]') || one('dialog[open]')) {
    return;
  }
  // Keyboards with other letters, such as Hebrew, are matched by the position of the key.
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
    '/': goToSearch,
    '?': () => one('#keys')?.showModal(),
    g: () => { awaitsPage = Date.now() + 1500; },
    j: () => walk(1),
    k: () => walk(-1),
    '[': () => step(-1),
    ']': () => step(1),
    p: togglePause,
  };
  // The arrows follow the reading direction; elements that scroll sideways keep theirs.
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
