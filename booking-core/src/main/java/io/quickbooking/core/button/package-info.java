/** Formats and parses the ids of buttons. Door: {@code ButtonParserService}. */
@NullMarked
package io.quickbooking.core.button;

import org.jspecify.annotations.NullMarked;
