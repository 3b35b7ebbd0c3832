package io.quickbooking.core.webhook;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(WebhookReceiver.class)
class WebhookAutoConfiguration {
    @Bean
    WebhookSignature quickBookingWebhookSignature(QuickBookingProperties properties) {
        return new WebhookSignature(
                properties.whatsapp().appSecret(), properties.whatsapp().allowUnsigned());
    }
}
