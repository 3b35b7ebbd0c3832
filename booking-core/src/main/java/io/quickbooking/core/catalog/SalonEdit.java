package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.SalonDraft.CalendarDraft;
import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.SpecialDayDraft;
import io.quickbooking.core.catalog.SalonDraft.TermsDraft;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The change of one form to a salon: its details, its hours, one master, one service, some breaks or a special day. Two users
 * who edit different parts do not disturb each other; of two who edit the same part, the second is notified of the conflict.
 */
public sealed interface SalonEdit {

    /** Returns the values of the part in this salon, by the keys of catalogue files; empty if the salon has no such part. */
    Map<String, String> facts(SalonDraft salon);

    /** Returns the salon with this part as wanted. */
    SalonDraft applyTo(SalonDraft salon);

    /** Returns the values that the part would have in this salon; empty if it would not exist. */
    default Map<String, String> wantedFacts(SalonDraft salon) {
        return facts(applyTo(salon));
    }

    /** Returns the values of the part once the edit is written; unlike {@link #facts} also if the edit has added the part. */
    default Map<String, String> writtenFacts(SalonDraft before, SalonDraft after) {
        return facts(after);
    }

    /** Returns the key of the special day that is edited; empty for a new day and for every other part. */
    default String key() {
        return "";
    }

    /** Returns the same edit for the part that the salon has now instead of the one that was shown. */
    default SalonEdit aimedAt(SalonDraft salon) {
        return this;
    }

    /** Returns the path of the part in a file of this salon alone, such as {@code salons[0].masters[2].}. */
    String path(SalonDraft salon);

    /** Returns the code of the edited object. */
    String subject(SalonDraft salon);

    /** Returns a token for the part as the user saw it before editing; equal as long as the part is unchanged. */
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
            facts.put("holdMinutes", typed(stored.holdMinutes()));
            facts.put("active", Boolean.toString(stored.active()));
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            return salon.with(details.completedBy(salon.details()));
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
            addHours(facts, "workingHours.", salon.hours());
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
            return isNew ? Map.of() : stored(salon);
        }

        @Override
        public Map<String, String> writtenFacts(SalonDraft before, SalonDraft after) {
            return stored(after);
        }

        private Map<String, String> stored(SalonDraft salon) {
            return salon.masters().stream()
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
            facts.put("terms", terms(stored));
            facts.put("worksFrom", typed(stored.worksFrom()));
            facts.put("worksUntil", typed(stored.worksUntil()));
            facts.put("ownHours", Boolean.toString(stored.ownHours()));
            addHours(facts, "workingHours.", stored.ownHours() ? stored.hours() : Week.CLOSED);
            return facts;
        }

        /** Formats terms, such as {@code s456 45 min 6000, s789 30 min}. */
        private static String terms(MasterDraft stored) {
            return stored.services().stream()
                    .filter(code -> !stored.termsOf(code).equals(TermsDraft.NONE))
                    .map(code -> {
                        TermsDraft terms = stored.termsOf(code);
                        return code
                                + (terms.minutes().isEmpty() ? "" : " " + terms.minutes() + " min")
                                + (terms.price().isEmpty() ? "" : " " + terms.price());
                    })
                    .collect(Collectors.joining(", "));
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            List<MasterDraft> masters = new ArrayList<>(salon.masters());
            if (isNew) {
                masters.add(master);
            } else {
                masters.replaceAll(stored -> stored.code().equals(master.code()) ? master.completedBy(stored) : stored);
            }
            return salon.withMasters(masters);
        }

        @Override
        public String path(SalonDraft salon) {
            int index = isNew ? salon.masters().size() - 1 : indexOfMaster(salon, master.code());
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
            return isNew ? Map.of() : stored(salon);
        }

        @Override
        public Map<String, String> writtenFacts(SalonDraft before, SalonDraft after) {
            return stored(after);
        }

        private Map<String, String> stored(SalonDraft salon) {
            return salon.services().stream()
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
            facts.put("bufferBefore", typed(stored.bufferBefore()));
            facts.put("bufferAfter", typed(stored.bufferAfter()));
            facts.put("active", Boolean.toString(stored.active()));
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            List<ServiceDraft> services = new ArrayList<>(salon.services());
            if (isNew) {
                services.add(service);
            } else {
                services.replaceAll(
                        stored -> stored.code().equals(service.code()) ? service.completedBy(stored) : stored);
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

    /**
     * The breaks of the salon or of one master.
     *
     * @param owner {@link SalonDraft#SALON} or the code of a master
     */
    record OfBreaks(String owner, Week breaks) implements SalonEdit {
        @Override
        public Map<String, String> facts(SalonDraft salon) {
            Map<String, String> facts = new LinkedHashMap<>();
            addHours(facts, "breaks.", salon.calendar(owner).breaks());
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            return salon.with(
                    owner, new CalendarDraft(breaks, salon.calendar(owner).days()));
        }

        @Override
        public String path(SalonDraft salon) {
            return pathOfOwner(salon, owner);
        }

        @Override
        public String subject(SalonDraft salon) {
            return subjectOfOwner(salon, owner);
        }
    }

    /**
     * One special day of the salon or of one master: added, replaced or removed.
     *
     * @param owner {@link SalonDraft#SALON} or the code of a master
     * @param key {@link SpecialDayDraft#key} of the day as it was shown; empty for a new one
     * @param day the wanted day; for a removal, the day as the form has it
     */
    record OfSpecialDay(String owner, String key, SpecialDayDraft day, boolean removes) implements SalonEdit {
        @Override
        public Map<String, String> facts(SalonDraft salon) {
            return salon.calendar(owner).days().stream()
                    .filter(stored -> stored.key().equals(key))
                    .findFirst()
                    .map(OfSpecialDay::facts)
                    .orElse(Map.of());
        }

        /** Returns the values of the day that exists after the edit and did not before; empty if there is none. */
        @Override
        public Map<String, String> writtenFacts(SalonDraft before, SalonDraft after) {
            List<SpecialDayDraft> days = new ArrayList<>(after.calendar(owner).days());
            days.removeAll(before.calendar(owner).days());
            return days.isEmpty() ? removes ? Map.of() : facts(before) : facts(days.get(0));
        }

        @Override
        public Map<String, String> wantedFacts(SalonDraft salon) {
            return removes ? Map.of() : facts(day);
        }

        /**
         * A day is identified by its content, so a day that another user has changed no longer exists. The edit then means the
         * day that now has these dates; if there is none, it adds a day.
         */
        @Override
        public OfSpecialDay aimedAt(SalonDraft salon) {
            List<SpecialDayDraft> days = salon.calendar(owner).days();
            if (days.stream().anyMatch(stored -> stored.key().equals(key))) {
                return this;
            }
            String now = days.stream()
                    .filter(stored -> !key.isEmpty() && stored.overlaps(day))
                    .findFirst()
                    .map(SpecialDayDraft::key)
                    .orElse("");
            return new OfSpecialDay(owner, now, day, removes);
        }

        private static Map<String, String> facts(SpecialDayDraft day) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("kind", day.kind().name());
            facts.put("name", day.name());
            facts.put("from", day.from());
            facts.put("until", day.lastDate());
            facts.put("hours", day.hours());
            facts.put("yearly", Boolean.toString(day.yearly()));
            return facts;
        }

        @Override
        public SalonDraft applyTo(SalonDraft salon) {
            CalendarDraft calendar = salon.calendar(owner);
            List<SpecialDayDraft> days = new ArrayList<>(calendar.days());
            days.removeIf(stored -> stored.key().equals(key));
            if (!removes) {
                days.add(day);
            }
            return salon.with(owner, new CalendarDraft(calendar.breaks(), days));
        }

        @Override
        public String path(SalonDraft salon) {
            if (removes) {
                return pathOfOwner(salon, owner);
            }
            long others = salon.calendar(owner).days().stream()
                    .filter(stored -> stored.kind() == day.kind())
                    .count();
            return pathOfOwner(salon, owner) + SpecialDayNotation.key(day.kind()) + "[" + (others - 1) + "].";
        }

        @Override
        public String subject(SalonDraft salon) {
            return subjectOfOwner(salon, owner);
        }
    }

    private static String pathOfOwner(SalonDraft salon, String owner) {
        return owner.equals(SalonDraft.SALON)
                ? "salons[0]."
                : "salons[0].masters[" + indexOfMaster(salon, owner) + "].";
    }

    private static String subjectOfOwner(SalonDraft salon, String owner) {
        return owner.equals(SalonDraft.SALON) ? salon.code() : salon.code() + "/" + owner;
    }

    private static int indexOfMaster(SalonDraft salon, String code) {
        return IntStream.range(0, salon.masters().size())
                .filter(i -> salon.masters().get(i).code().equals(code))
                .findFirst()
                .orElse(0);
    }

    private static String typed(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static void addHours(Map<String, String> facts, String prefix, Week hours) {
        for (DayOfWeek day : DayOfWeek.values()) {
            facts.put(prefix + day.name().substring(0, 3).toLowerCase(Locale.ROOT), hours.on(day));
        }
    }
}
