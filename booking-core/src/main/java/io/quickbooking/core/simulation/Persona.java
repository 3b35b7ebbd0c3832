package io.quickbooking.core.simulation;

/** Fictional customers to play, one for each language, and one of whom WhatsApp tells no phone number. */
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

    /** BCP 47. */
    public String language() {
        return language;
    }

    /** Whether WhatsApp tells a phone number; else only a business-scoped user id. */
    public boolean hasPhone() {
        return phone;
    }
}
