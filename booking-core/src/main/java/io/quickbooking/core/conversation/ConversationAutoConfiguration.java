package io.quickbooking.core.conversation;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import({ButtonHandlerService.class, HoldSweep.class, SlotOffers.class})
class ConversationAutoConfiguration {
    @Bean
    RateLimit quickBookingRateLimit(QuickBookingProperties properties) {
        return RateLimit.perMinute(properties.tapsPerMinute());
    }

    /** Not closed with the context: the library's background work stops it in its turn. */
    @Bean(destroyMethod = "")
    InboxWorker quickBookingInboxWorker(
            ButtonHandlerService handler, Inbox inbox, Transactions transactions, InstantSource clock) {
        return new InboxWorker(handler, inbox, transactions, clock);
    }
}
