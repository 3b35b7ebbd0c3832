/** The visible content of a text. Door: {@code VisibleText}. */
@NullMarked
package io.quickbooking.core.text;

import org.jspecify.annotations.NullMarked;
