/** The days of a salon: who works when, and what is in it. */
@NullMarked
package io.quickbooking.console.calendar;

import org.jspecify.annotations.NullMarked;
