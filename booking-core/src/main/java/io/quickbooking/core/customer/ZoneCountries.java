package io.quickbooking.core.customer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Maps a time zone to its country, by the tables of tzdata. Zones without a country, such as UTC, have none. */
final class ZoneCountries {
    private static final String FILE = "zone-countries.properties";
    private static final Map<String, String> COUNTRIES = read();

    private ZoneCountries() {}

    /** @return two letters, ISO 3166 */
    static Optional<String> of(String zone) {
        return Optional.ofNullable(COUNTRIES.get(zone));
    }

    private static Map<String, String> read() {
        Properties zones = new Properties();
        try (InputStream file = ZoneCountries.class.getResourceAsStream(FILE)) {
            zones.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        Map<String, String> countries = new TreeMap<>();
        zones.stringPropertyNames().forEach(country -> {
            for (String zone : zones.getProperty(country).split(" ")) {
                countries.put(zone, country);
            }
        });
        return countries;
    }
}
