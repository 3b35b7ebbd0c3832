/** The live stream: one-line events that tell the pages of a salon what to fetch again. Door: {@code /admin/live}. */
@NullMarked
package io.quickbooking.console.live;

import org.jspecify.annotations.NullMarked;
