/**
 * Receives WhatsApp's webhook: verifies its signature, reads its payload and stores each part. Door:
 * {@code WebhookReceiver}.
 */
@NullMarked
package io.quickbooking.core.webhook;

import org.jspecify.annotations.NullMarked;
