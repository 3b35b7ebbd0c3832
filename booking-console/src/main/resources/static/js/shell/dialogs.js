/* Opens and closes dialogs and menus. */
import { all, one, within } from './dom.js';

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
