/** Salons, masters, services and working hours. Door: {@code Catalog}. */
@NullMarked
package io.quickbooking.core.catalog;

import org.jspecify.annotations.NullMarked;
