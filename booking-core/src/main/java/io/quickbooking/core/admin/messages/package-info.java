/** Lists messages that failed or wait, and retries them. Doors: {@code MessageDesk}, {@code Sending}. */
@NullMarked
package io.quickbooking.core.admin.messages;

import org.jspecify.annotations.NullMarked;
