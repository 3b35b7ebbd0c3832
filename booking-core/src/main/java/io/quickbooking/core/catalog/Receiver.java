package io.quickbooking.core.catalog;

import java.util.UUID;

/**
 * The active salon that receives on a WhatsApp number.
 *
 * @param inOrder false if incoming messages are stored and wait until the salon is in order again
 */
public record Receiver(UUID salonId, boolean inOrder) {}
