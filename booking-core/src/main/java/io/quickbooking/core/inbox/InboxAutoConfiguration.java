package io.quickbooking.core.inbox;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.measure.Traces;
import org.springframework.context.annotation.Bean;

@LibraryPart
class InboxAutoConfiguration {
    @Bean
    Inbox quickBookingInbox(Mappers mappers, Traces traces) {
        return new Inbox(mappers, traces);
    }
}
