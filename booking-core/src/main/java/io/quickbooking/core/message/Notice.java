package io.quickbooking.core.message;

/** What a customer is told when a tap leads nowhere. */
public enum Notice {
    INVALID_BUTTON,
    SESSION_EXPIRED,
    PROVIDER_NOT_FOUND,
    FAILURE
}
