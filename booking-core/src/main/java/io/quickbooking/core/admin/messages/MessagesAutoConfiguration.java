package io.quickbooking.core.admin.messages;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.outbound.MessageSender;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(MessageDesk.class)
class MessagesAutoConfiguration {
    @Bean
    Sending quickBookingSending(
            Mappers mappers, Transactions transactions, ObjectProvider<MessageSender> sender, InstantSource clock) {
        return new Sending(mappers, transactions, clock, sender.getIfAvailable() != null);
    }
}
