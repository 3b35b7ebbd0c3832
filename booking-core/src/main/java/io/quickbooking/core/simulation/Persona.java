package io.quickbooking.core.simulation;

/** Fictional customers, one for each language, and one without a phone number. */
public enum Persona {
    EMMA("Emma Clarke", "en", true),
    DANA("דנה לוי", "he", true),
    LUCIA("Lucía Fernández", "es", true),
    PEDRO("Pedro Almeida", "pt", true),
    OLGA("Ольга Смирнова", "ru", true),
    LENA("Lena Wolf", "de", true),
    CHLOE("Chloé Martin", "fr", true),
    OMAR("عمر حداد", "ar", true),
    SAM("Sam Parker", "en", false);

    private final String customerName;
    private final String language;
    private final boolean phone;

    Persona(String customerName, String language, boolean phone) {
        this.customerName = customerName;
        this.language = language;
        this.phone = phone;
    }

    public String customerName() {
        return customerName;
    }

    /** Returns the language, BCP 47. */
    public String language() {
        return language;
    }

    /** Returns whether WhatsApp sends a phone number; else only a business-scoped user id. */
    public boolean hasPhone() {
        return phone;
    }
}
