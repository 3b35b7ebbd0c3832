package io.quickbooking.core;

/** A setting with which the product cannot start. The message names the property, its value and the allowed values. */
public final class InvalidPropertyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String property;

    public InvalidPropertyException(String property, Object value, String allowed) {
        super(property + " is '" + value + "', but must be " + allowed);
        this.property = property;
    }

    public String property() {
        return property;
    }
}
