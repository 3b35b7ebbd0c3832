/* The shell's script. Pages work without it by full reloads. */
import { runClocks } from './shell/clocks.js';
import { stayCurrent } from './shell/connection.js';
import { root } from './shell/dom.js';
import './shell/search.js';
import './shell/keys.js';
import './shell/dialogs.js';
import './shell/filters.js';
import './shell/forms.js';
import './shell/errors.js';

root.classList.add('has-js');
stayCurrent();
runClocks();
