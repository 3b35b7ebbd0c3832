package io.quickbooking.core;

/** A setting with which the product cannot start. The message names property, value and what is allowed. */
public final class InvalidPropertyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidPropertyException(String property, Object value, String allowed) {
        super(property + " is '" + value + "', but must be " + allowed);
    }
}
