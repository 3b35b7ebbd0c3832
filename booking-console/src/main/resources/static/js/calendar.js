/* The calendar: opens at the present, prints. */
(() => {
  'use strict';

  const toNow = () => {
    const box = document.querySelector('[data-scroll-now]');
    const now = box?.querySelector('.hour--now');
    if (now) {
      box.scrollTop = Math.max(0, now.offsetTop - box.clientHeight / 3);
    }
  };

  toNow();
  document.addEventListener('filtered', toNow);
  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-print]')) {
      print();
    }
  });
})();
