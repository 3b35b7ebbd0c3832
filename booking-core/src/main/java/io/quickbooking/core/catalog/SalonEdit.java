package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One form's worth of change to a salon: its details, its hours, one master or one service. Two people who edit different
 * parts do not disturb each other; of two who edit the same part, the second is told.
 */
public sealed interface SalonEdit {

    /** What the part says in this salon, by the names of catalogue files; empty when the salon has no such part. */
    Map<String, String> facts(SalonDraft salon);

    /** The salon with this part as it is wanted. */
    SalonDraft applyTo(SalonDraft salon);

    /** Where in a file of this salon alone the part stands, such as {@code salons[0].masters[2].}. */
    String path(SalonDraft salon);

    /** The code of what is edited. */
    String subject(SalonDraft salon);

    /** Stands for what somebody saw before they began to edit; equal as long as nobody has changed the part. */
    default String fingerprint(SalonDraft salon) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(facts(salon).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A salon's own details. */
    record OfDetails(Details details) implements SalonEdit {
        @Override
        public Map<String, String> facts(SalonDraft salon) {
            Details stored = salon.details();
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("name", stored.name());
            facts.put("phoneNumberId", stored.phoneNumberId());
            facts.put("displayPhone", stored.displayPhone());
            facts.put("timeZone", stored.timeZone());
            facts.put("language", stored.language());
            facts.put("currency", stored.currency());
            facts.put("slotMinutes", stored.slotMinutes());
            facts.put("horizonDays", stored.horizonDays());
            facts.put("noticeMinutes", stored.noticeMinutes());
            facts.put("active", Boolean.toString(stored.active()));
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            return salon.with(details);
        }

        @Override
        public String path(SalonDraft salon) {
            return "salons[0].";
        }

        @Override
        public String subject(SalonDraft salon) {
            return salon.code();
        }
    }

    /** The salon's hours. */
    record OfHours(Week hours) implements SalonEdit {
        @Override
        public Map<String, String> facts(SalonDraft salon) {
            Map<String, String> facts = new LinkedHashMap<>();
            addHours(facts, salon.hours());
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            return salon.with(hours);
        }

        @Override
        public String path(SalonDraft salon) {
            return "salons[0].";
        }

        @Override
        public String subject(SalonDraft salon) {
            return salon.code();
        }
    }

    /** One master, found by code. */
    record OfMaster(MasterDraft master, boolean isNew) implements SalonEdit {
        @Override
        public Map<String, String> facts(SalonDraft salon) {
            return isNew
                    ? Map.of()
                    : salon.masters().stream()
                            .filter(stored -> stored.code().equals(master.code()))
                            .findFirst()
                            .map(OfMaster::facts)
                            .orElse(Map.of());
        }

        private static Map<String, String> facts(MasterDraft stored) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("name", stored.name());
            facts.put("active", Boolean.toString(stored.active()));
            facts.put("services", String.join(", ", stored.services()));
            facts.put("ownHours", Boolean.toString(stored.ownHours()));
            addHours(facts, stored.ownHours() ? stored.hours() : Week.CLOSED);
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            List<MasterDraft> masters = new ArrayList<>(salon.masters());
            if (isNew) {
                masters.add(master);
            } else {
                masters.replaceAll(stored -> stored.code().equals(master.code()) ? master : stored);
            }
            return salon.withMasters(masters);
        }

        @Override
        public String path(SalonDraft salon) {
            int index = isNew
                    ? salon.masters().size() - 1
                    : IntStream.range(0, salon.masters().size())
                            .filter(i -> salon.masters().get(i).code().equals(master.code()))
                            .findFirst()
                            .orElse(0);
            return "salons[0].masters[" + index + "].";
        }

        @Override
        public String subject(SalonDraft salon) {
            return salon.code() + "/" + master.code();
        }
    }

    /** One service, found by code. */
    record OfService(ServiceDraft service, boolean isNew) implements SalonEdit {
        @Override
        public Map<String, String> facts(SalonDraft salon) {
            return isNew
                    ? Map.of()
                    : salon.services().stream()
                            .filter(stored -> stored.code().equals(service.code()))
                            .findFirst()
                            .map(OfService::facts)
                            .orElse(Map.of());
        }

        private static Map<String, String> facts(ServiceDraft stored) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("name", stored.name());
            facts.put("minutes", stored.minutes());
            facts.put("price", stored.price());
            facts.put("active", Boolean.toString(stored.active()));
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            List<ServiceDraft> services = new ArrayList<>(salon.services());
            if (isNew) {
                services.add(service);
            } else {
                services.replaceAll(stored -> stored.code().equals(service.code()) ? service : stored);
            }
            return salon.withServices(services);
        }

        @Override
        public String path(SalonDraft salon) {
            int index = isNew
                    ? salon.services().size() - 1
                    : IntStream.range(0, salon.services().size())
                            .filter(i -> salon.services().get(i).code().equals(service.code()))
                            .findFirst()
                            .orElse(0);
            return "salons[0].services[" + index + "].";
        }

        @Override
        public String subject(SalonDraft salon) {
            return salon.code() + "/" + service.code();
        }
    }

    private static void addHours(Map<String, String> facts, Week hours) {
        for (DayOfWeek day : DayOfWeek.values()) {
            facts.put("workingHours." + day.name().substring(0, 3).toLowerCase(Locale.ROOT), hours.on(day));
        }
    }
}
