package io.quickbooking.testing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A zone with two tables of rules, between which a test changes as a newer JDK does. By the first the clock goes back by an hour
 * on 1 November 2026, as Vancouver's did in tzdb 2025a; by the second it stays, as in 2026f. A third goes on by an hour
 * more. The database has never heard of it.
 */
public final class ChangingZone extends ZoneRulesProvider {
    public static final String ID = "Test/Vancouver";

    /** Under the same rules. PostgreSQL reads the name as 8 hours west of UTC at all times. */
    public static final String KNOWN_TO_POSTGRES = "TST8";

    private static final ZoneOffset SUMMER = ZoneOffset.ofHours(-7);
    private static final ZoneRules OLD = changing(ZoneOffset.ofHours(-8));
    private static final ZoneRules NEW = ZoneRules.of(SUMMER);
    private static volatile ZoneRules rules = OLD;

    static {
        ZoneRulesProvider.registerProvider(new ChangingZone());
    }

    private ChangingZone() {}

    /** The tables with which bookings are made. */
    public static void old() {
        rules = OLD;
    }

    /** The tables of a newer JDK: what was 10:00 on 10 December is 11:00. */
    public static void renew() {
        rules = NEW;
    }

    /** Other tables still: what was 11:00 by the first is 10:00. */
    public static void goBack() {
        rules = changing(ZoneOffset.ofHours(-9));
    }

    /** Eight hours west until 1 November 2026, and seven from then on. */
    public static void changeLater() {
        ZoneOffset west = ZoneOffset.ofHours(-8);
        rules = ZoneRules.of(
                west,
                west,
                List.of(),
                List.of(ZoneOffsetTransition.of(LocalDateTime.parse("2026-11-01T01:00"), west, SUMMER)),
                List.of());
    }

    private static ZoneRules changing(ZoneOffset winter) {
        return ZoneRules.of(
                SUMMER,
                SUMMER,
                List.of(),
                List.of(ZoneOffsetTransition.of(LocalDateTime.parse("2026-11-01T02:00"), SUMMER, winter)),
                List.of());
    }

    public static Instant instant(String wallTime) {
        return LocalDateTime.parse(wallTime).toInstant(rules.getOffset(LocalDateTime.parse(wallTime)));
    }

    @Override
    protected Set<String> provideZoneIds() {
        return Set.of(ID, KNOWN_TO_POSTGRES);
    }

    /** For nobody to keep. */
    @Override
    protected ZoneRules provideRules(String zoneId, boolean forCaching) {
        return forCaching ? null : rules;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
        return new TreeMap<>(java.util.Map.of("test", rules));
    }
}
