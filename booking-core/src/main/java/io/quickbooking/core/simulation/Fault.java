package io.quickbooking.core.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Deliberate faults between a customer and the application. */
public enum Fault {
    /** WhatsApp delivers each message twice. */
    TWICE,
    /** A message is held back until the next one has been delivered. */
    OUT_OF_ORDER,
    /** A message arrives after its session has expired. */
    LATE,
    /** WhatsApp does not deliver our replies. */
    REFUSED;

    static String stored(Set<Fault> faults) {
        return faults.stream().sorted().map(Fault::name).collect(Collectors.joining(","));
    }

    static Set<Fault> read(String stored) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Arrays.stream(stored.split(","))
                .filter(name -> !name.isEmpty())
                .map(Fault::valueOf)
                .forEach(faults::add);
        return faults;
    }
}
