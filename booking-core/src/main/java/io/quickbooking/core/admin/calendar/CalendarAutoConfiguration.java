package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import({Calendars.class, SalonDays.class})
class CalendarAutoConfiguration {}
