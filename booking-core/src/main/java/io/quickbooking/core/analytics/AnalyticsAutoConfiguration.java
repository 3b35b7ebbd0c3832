package io.quickbooking.core.analytics;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(TapEvents.class)
class AnalyticsAutoConfiguration {
    @Bean
    BookingMetrics quickBookingBookingMetrics(
            Mappers mappers, Transactions transactions, QuickBookingProperties properties, InstantSource clock) {
        return new BookingMetrics(mappers, transactions, properties.sessionExpiration(), clock);
    }
}
