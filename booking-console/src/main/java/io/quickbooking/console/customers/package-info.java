/** The customers of a salon. */
@NullMarked
package io.quickbooking.console.customers;

import org.jspecify.annotations.NullMarked;
