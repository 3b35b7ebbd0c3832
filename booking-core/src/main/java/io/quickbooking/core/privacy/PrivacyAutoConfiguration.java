package io.quickbooking.core.privacy;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(PersonalData.class)
class PrivacyAutoConfiguration {
    @Bean
    Retention quickBookingRetention(
            Mappers mappers, Transactions transactions, QuickBookingProperties properties, InstantSource clock) {
        QuickBookingProperties.Retention kept = properties.retention();
        return new Retention(
                mappers, transactions, new RetentionPeriods(kept.payloads(), kept.messages(), kept.events()), clock);
    }
}
