/** The simulator: playing a customer, and racing many. */
@NullMarked
package io.quickbooking.console.simulator;

import org.jspecify.annotations.NullMarked;
