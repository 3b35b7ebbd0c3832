/** Shows live sessions and the history of one. Doors: {@code SessionList}, {@code Timelines}. */
@NullMarked
package io.quickbooking.core.admin.sessions;

import org.jspecify.annotations.NullMarked;
