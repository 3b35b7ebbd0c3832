/** Salons, masters, services and working hours: what can be booked. Door: {@code Catalog}. */
@NullMarked
package io.quickbooking.core.catalog;

import org.jspecify.annotations.NullMarked;
