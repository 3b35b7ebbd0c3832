/** How many bookings a second the product makes, from the tap to the confirmation on the customer's phone. */
@NullMarked
package io.quickbooking.console.flow;

import org.jspecify.annotations.NullMarked;
