/* The worker that all windows of a browser share. */
import { serve } from './hub.js';

onconnect = ({ ports: [port] }) => serve(port);
