package io.quickbooking.core.outbound;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.signal.Signals;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Sends through the host's {@link MessageSender}, or else the Cloud API; without either, messages stay in the outbox. */
@LibraryPart
class OutboundAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    @Conditional(AccessToken.class)
    MessageSender quickBookingMessageSender(QuickBookingProperties properties, Traces traces) {
        QuickBookingProperties.WhatsApp whatsapp = properties.whatsapp();
        return new CloudApiClient(
                new CloudApiSettings(
                        whatsapp.graphUrl(),
                        whatsapp.graphVersion(),
                        whatsapp.token().orElseThrow()),
                traces);
    }

    @Bean
    Outbox quickBookingOutbox(Mappers mappers, InstantSource clock, Traces traces) {
        return new Outbox(mappers, clock, traces);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBean(MessageSender.class)
    OutboxRelay quickBookingOutboxRelay(
            Mappers mappers,
            Outbox outbox,
            MessageSender sender,
            Signals signals,
            InstantSource clock,
            Measures measures,
            Traces traces) {
        return new OutboxRelay(mappers, outbox, sender, signals, clock, RelaySettings.DEFAULT, measures, traces);
    }

    /** Matches where the property has a text: an empty one is unset. */
    static final class AccessToken implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("booking.whatsapp.access-token"));
        }
    }
}
