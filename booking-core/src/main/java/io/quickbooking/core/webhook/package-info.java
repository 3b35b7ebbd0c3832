/** WhatsApp's webhook: signature, payload, what becomes of each part. Door: {@code WebhookReceiver}. */
@NullMarked
package io.quickbooking.core.webhook;

import org.jspecify.annotations.NullMarked;
