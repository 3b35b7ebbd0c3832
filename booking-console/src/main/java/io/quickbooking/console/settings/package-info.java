/** Pages on which administrators change the catalogue. */
@NullMarked
package io.quickbooking.console.settings;

import org.jspecify.annotations.NullMarked;
