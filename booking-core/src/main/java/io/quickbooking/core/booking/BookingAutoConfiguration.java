package io.quickbooking.core.booking;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.database.Mappers;
import org.springframework.context.annotation.Bean;

@LibraryPart
class BookingAutoConfiguration {
    @Bean
    BookingWriter quickBookingBookingWriter(Mappers mappers) {
        return new BookingWriter(mappers);
    }
}
