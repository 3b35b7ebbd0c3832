package io.quickbooking.console.simulator;

import io.quickbooking.core.simulation.Persona;
import java.util.Locale;

/** @param language in the operator's language */
record PersonaView(String id, String name, String language, boolean phone) {
    static PersonaView of(Persona persona, Locale operators) {
        return new PersonaView(
                persona.name(),
                persona.customerName(),
                Locale.forLanguageTag(persona.language()).getDisplayLanguage(operators),
                persona.hasPhone());
    }
}
