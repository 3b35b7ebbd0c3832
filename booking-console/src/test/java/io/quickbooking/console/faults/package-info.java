/** What lies between the application and its neighbours breaks while customers book; see docs/reliability.md. */
@NullMarked
package io.quickbooking.console.faults;

import org.jspecify.annotations.NullMarked;
