/* Remembers choices in this browser, where storing is allowed. */
export const memory = {
  get: key => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => {
    try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* forbidden */ }
  },
};
