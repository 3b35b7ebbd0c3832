package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import({BookingActs.class, StaffBookings.class})
class StaffBookingsAutoConfiguration {}
