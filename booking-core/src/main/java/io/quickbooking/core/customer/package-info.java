/**
 * Stores the customers of a salon and locks them, which puts one customer's messages in order. Door: {@code Customers}.
 */
@NullMarked
package io.quickbooking.core.customer;

import org.jspecify.annotations.NullMarked;
