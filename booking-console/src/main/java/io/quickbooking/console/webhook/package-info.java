/** Where WhatsApp delivers. */
@NullMarked
package io.quickbooking.console.webhook;

import org.jspecify.annotations.NullMarked;
