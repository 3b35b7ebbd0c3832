package io.quickbooking.core.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can go wrong between a customer and us, on purpose. */
public enum Fault {
    /** WhatsApp delivers each message twice. */
    TWICE,
    /** A message is held back until the next one has been delivered. */
    OUT_OF_ORDER,
    /** A message arrives after the session it was meant for has run out. */
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
