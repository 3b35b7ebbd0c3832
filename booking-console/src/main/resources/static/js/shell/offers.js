/* Shows a button when a region has something new, without moving anything. */
import { headerEnd, one } from './dom.js';
import { announce } from './notices.js';

/** The buttons by the id of their region. */
const buttons = new Map();

/** Offers to refresh the region; {@code act} is called with the element that has its id when the button is pressed. */
export function offer(region, act) {
  if (buttons.has(region.id)) {
    return;
  }
  const layer = one('#fresh');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'fresh';
  button.textContent = layer.dataset.text;
  button.addEventListener('click', () => {
    const now = document.getElementById(region.id);
    if (now) {
      now.tabIndex = -1;
      now.focus({ preventScroll: true });
      act(now);
    }
  });
  buttons.set(region.id, button);
  layer.append(button);
  announce(layer.dataset.text);
  placeOffers();
}

export function withdraw(id) {
  buttons.get(id)?.remove();
  buttons.delete(id);
}

export const offered = () => [...buttons.keys()];

export function withdrawAll() {
  offered().forEach(withdraw);
}

export function placeOffers() {
  for (const [id, button] of buttons) {
    const box = document.getElementById(id)?.getBoundingClientRect();
    if (box) {
      button.style.top = `${Math.max(headerEnd(), Math.min(box.top, innerHeight - 60)) + 8}px`;
      button.style.left = `${Math.min(Math.max(box.left + box.width / 2, 90), innerWidth - 90)}px`;
    }
  }
}

['scroll', 'resize'].forEach(type => addEventListener(type, placeOffers, { passive: true }));
