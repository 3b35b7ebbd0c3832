/** Edits the catalogue with a preview of the bookings that a change affects. Door: {@code CatalogDesk}. */
@NullMarked
package io.quickbooking.core.admin.settings;

import org.jspecify.annotations.NullMarked;
