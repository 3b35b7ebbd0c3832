/* Times that run: countdowns and ages, by the server's clock. */
import { all, root } from './dom.js';

/** How far the server's clock is ahead of this browser's, in milliseconds. */
let ahead = 0;

const two = number => String(number).padStart(2, '0');

/** @param time of the server, as ISO 8601; {@code age} is how long ago it was that, in milliseconds */
export function setServerTime(time, age = 0) {
  ahead = Date.parse(time) - (Date.now() - age);
}

/** A moment of this browser's clock as the server's clock showed it. */
export const serverTime = (moment = Date.now()) => moment + ahead;

function left(until, now) {
  const seconds = Math.max(0, Math.floor((Date.parse(until) - now) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function ago(since, now, words) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const [unit, size] = seconds < 60 ? ['second', 1] : seconds < 3600 ? ['minute', 60]
    : seconds < 86400 ? ['hour', 3600] : ['day', 86400];
  return words.format(-Math.floor(seconds / size), unit);
}

function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function updateClocks() {
  const now = serverTime();
  all('time[data-countdown]').forEach(element => {
    const text = left(element.dataset.countdown, now);
    write(element, text);
    element.classList.toggle('is-over', text === '0:00');
  });
  const ages = all('time[data-ago]');
  if (ages.length) {
    const words = new Intl.RelativeTimeFormat(root.lang, { numeric: 'auto', style: 'short' });
    ages.forEach(element => write(element, ago(element.dataset.ago, now, words)));
  }
}

export function runClocks() {
  setInterval(updateClocks, 1000);
  updateClocks();
}
