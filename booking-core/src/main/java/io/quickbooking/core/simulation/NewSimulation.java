package io.quickbooking.core.simulation;

import io.quickbooking.core.text.VisibleText;
import java.util.UUID;

/**
 * The customer to simulate, and the salon.
 *
 * @param name 1 to 100 characters
 * @param language BCP 47
 * @param phone whether WhatsApp sends a phone number; else only a business-scoped user id
 * @param serviceId the service that is offered first
 */
public record NewSimulation(UUID salonId, String name, String language, boolean phone, UUID serviceId) {
    public static final int MAX_NAME = 100;

    public NewSimulation {
        if (VisibleText.isBlank(name) || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("a name has 1 to " + MAX_NAME + " characters");
        }
    }
}
