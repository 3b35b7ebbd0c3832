/** The page about how the system is. */
@NullMarked
package io.quickbooking.console.health;

import org.jspecify.annotations.NullMarked;
