/** The first page of the console. */
@NullMarked
package io.quickbooking.console.today;

import org.jspecify.annotations.NullMarked;
