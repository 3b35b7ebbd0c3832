/** Shows a salon's day, week and heat map. Doors: {@code SalonDays}, {@code Calendars}. */
@NullMarked
package io.quickbooking.core.admin.calendar;

import org.jspecify.annotations.NullMarked;
