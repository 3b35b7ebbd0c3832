/* Shows that a request of the user has failed. */
import { toast } from './notices.js';
import { isRefresh } from './regions.js';

const FAILURES = { 'htmx:responseError': 'failed', 'htmx:sendError': 'offline', 'htmx:timeout': 'offline' };

Object.entries(FAILURES).forEach(([type, text]) => document.addEventListener(type, event => {
  if (!isRefresh(event.detail.requestConfig)) {
    toast(text);
  }
}));
