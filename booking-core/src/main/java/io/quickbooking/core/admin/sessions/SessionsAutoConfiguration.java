package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(SessionList.class)
class SessionsAutoConfiguration {
    @Bean
    Timelines quickBookingTimelines(
            Mappers mappers, Transactions transactions, InstantSource clock, QuickBookingProperties properties) {
        return new Timelines(mappers, transactions, clock, properties.sessionExpiration());
    }
}
