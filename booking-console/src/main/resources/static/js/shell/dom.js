/* Finds elements. */
export const root = document.documentElement;
export const one = (selector, from = document) => from.querySelector(selector);
export const all = (selector, from = document) => [...from.querySelectorAll(selector)];
export const within = (element, selector) => element instanceof Element ? element.closest(selector) : null;

/** The link or button that a row of a list leads to. */
export const linkOf = row => row.matches('a[href], button') ? row : one('a[href]', row);

/** Where the sticky header ends, in pixels from the top of the window. */
export const headerEnd = () => one('.top')?.getBoundingClientRect().bottom ?? 0;
