package io.quickbooking.core.catalog;

import java.util.UUID;

/**
 * The active salon that receives on a WhatsApp number.
 *
 * @param inOrder false: what comes in is stored and waits until the salon is in order again
 */
public record Receiver(UUID salonId, boolean inOrder) {}
