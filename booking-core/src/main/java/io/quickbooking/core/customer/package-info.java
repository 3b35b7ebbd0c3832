/** Who writes to a salon, and the lock that puts one customer's messages in order. Door: {@code Customers}. */
@NullMarked
package io.quickbooking.core.customer;

import org.jspecify.annotations.NullMarked;
