/** How often customers lose a slot, to whom and what comes of it; and the metrics as cards, for other pages too. */
@NullMarked
package io.quickbooking.console.conflicts;

import org.jspecify.annotations.NullMarked;
