package io.quickbooking.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quickbooking.core.catalog.CatalogFile.CalendarEntry;
import io.quickbooking.core.catalog.CatalogFile.MasterEntry;
import io.quickbooking.core.catalog.CatalogFile.PerformedEntry;
import io.quickbooking.core.catalog.CatalogFile.SalonEntry;
import io.quickbooking.core.catalog.CatalogFile.ServiceEntry;
import io.quickbooking.core.catalog.CatalogFileException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFileTest {
    private static final String VALID = """
            salons:
              - code: aurora
                name: Salon Aurora
                phoneNumberId: "5550100"
                timeZone: America/New_York
                workingHours: { mon-fri: ["09:00-13:00", "14:00-18:00"] }
                services:
                  - { code: s1, name: Haircut, minutes: 60, price: 5000 }
                  - { code: s2, name: Color, minutes: 90 }
                masters:
                  - { code: m1, name: Sarah, services: [s1, s2] }
            """;

    private static final String MINIMAL = """
            salons:
              - code: aurora
                name: Salon Aurora
                phoneNumberId: "5550100"
                timeZone: America/New_York
                services: [{ code: s1, name: Haircut, minutes: 60 }]
                masters: [{ code: m1, name: Sarah, services: [s1] }]
            """;

    @Test
    void what_a_file_leaves_out_has_its_default() {
        SalonEntry salon = onlySalon(MINIMAL);
        assertThat(salon.displayPhone()).isNull();
        assertThat(salon.language()).isEqualTo("en");
        assertThat(salon.currency()).isEqualTo("USD");
        assertThat(salon.slotMinutes()).isEqualTo(30);
        assertThat(salon.horizonDays()).isEqualTo(60);
        assertThat(salon.noticeMinutes()).isZero();
        assertThat(salon.holdMinutes()).isZero();
        assertThat(salon.calendar()).isEqualTo(CalendarEntry.EMPTY);
        assertThat(salon.active()).isTrue();
        assertThat(salon.hours()).isEqualTo(WeeklyHours.DEFAULT);
        assertThat(salon.services()).containsExactly(new ServiceEntry("s1", "Haircut", 60, 0, 0, 0, true));
        assertThat(salon.masters())
                .containsExactly(new MasterEntry(
                        "m1",
                        "Sarah",
                        true,
                        null,
                        CalendarEntry.EMPTY,
                        null,
                        null,
                        List.of(new PerformedEntry("s1", null, null))));
    }

    @Test
    void everything_that_a_file_says_is_read() {
        SalonEntry salon = onlySalon("""
                salons:
                  - code: Aurora-2
                    name: "Сало́н: #1 \\U0001F487"
                    phoneNumberId: "106540352242922"
                    displayPhone: "+15550100"
                    timeZone: Asia/Jerusalem
                    language: he
                    currency: ILS
                    slotMinutes: 15
                    horizonDays: 730
                    noticeMinutes: 525600
                    active: false
                    workingHours: {}
                    services: [{ code: s1, name: Cut, minutes: 1440, price: 9223372036854775807, active: false }]
                    masters: [{ code: m1, name: Noa, services: [], workingHours: {}, active: false }]
                """);
        assertThat(salon)
                .isEqualTo(new SalonEntry(
                        "Aurora-2",
                        "Сало́н: #1 💇",
                        "106540352242922",
                        salon.phoneNumberAt(),
                        "+15550100",
                        "Asia/Jerusalem",
                        "he",
                        "ILS",
                        15,
                        730,
                        525_600,
                        0,
                        false,
                        WeeklyHours.CLOSED,
                        CalendarEntry.EMPTY,
                        List.of(new ServiceEntry("s1", "Cut", 1440, Long.MAX_VALUE, 0, 0, false)),
                        List.of(new MasterEntry(
                                "m1", "Noa", false, WeeklyHours.CLOSED, CalendarEntry.EMPTY, null, null, List.of()))));
    }

    @Test
    void json_is_read_like_yaml() {
        String json = """
                {"salons":[{
                \t"code":"aurora","name":"Salon \\"Aurora\\" \\u05e9 \\ud83d\\udc87 a\\/b \\\\/","phoneNumberId":5550100,
                \t"timeZone":"America/New_York","active":true,
                \t"services":[{"code":"s1","name":"Haircut","minutes":60}],
                \t"masters":[{"code":"m1","name":"Sarah","services":["s1"],"workingHours":{"mon":["09:00-10:00"]}}]
                }]}
                """;
        SalonEntry salon = onlySalon(json);
        assertThat(salon.name()).isEqualTo("Salon \"Aurora\" ש 💇 a/b \\/");
        assertThat(salon.phoneNumberId()).isEqualTo("5550100");
        assertThat(salon.masters().get(0).ownHours())
                .isEqualTo(new WeeklyHours(Map.of(DayOfWeek.MONDAY, List.of(new MinuteRange(540, 600)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5550100", "'5550100'", "05550100"})
    void a_phone_number_id_may_be_written_as_a_number(String written) {
        SalonEntry salon = onlySalon(VALID.replace("\"5550100\"", written));
        assertThat(salon.phoneNumberId()).isEqualTo(written.replace("'", ""));
    }

    @Test
    void norwegian_is_a_language_although_yaml_takes_no_for_a_truth_value() {
        assertThat(onlySalon(VALID.replace("    name: Salon", "    language: no\n    name: Salon"))
                        .language())
                .isEqualTo("no");
    }

    @Test
    void language_tags_are_kept_in_their_usual_case() {
        assertThat(onlySalon(VALID.replace("    name: Salon", "    language: PT-br\n    name: Salon"))
                        .language())
                .isEqualTo("pt-BR");
    }

    @Test
    void a_range_of_days_may_wrap_and_a_day_may_end_at_midnight() {
        MinuteRange evening = new MinuteRange(20 * 60, 24 * 60);
        assertThat(hours("{ sat-mon: [\"20:00-24:00\"] }").days())
                .isEqualTo(Map.of(
                        DayOfWeek.SATURDAY, List.of(evening),
                        DayOfWeek.SUNDAY, List.of(evening),
                        DayOfWeek.MONDAY, List.of(evening)));
    }

    @Test
    void one_time_range_needs_no_list_and_an_empty_list_is_a_day_off() {
        assertThat(hours("{ tue: 9:00-13:30, wed: [] }").days())
                .isEqualTo(Map.of(DayOfWeek.TUESDAY, List.of(new MinuteRange(9 * 60, 13 * 60 + 30))));
    }

    @Test
    void ranges_may_touch_and_are_put_in_order() {
        assertThat(hours("{ tue: [\"13:00-14:00\", \"00:00-13:00\"] }").on(DayOfWeek.TUESDAY))
                .containsExactly(new MinuteRange(0, 13 * 60), new MinuteRange(13 * 60, 14 * 60));
    }

    @Test
    void hours_may_be_shared_by_an_alias() {
        SalonEntry salon = onlySalon(VALID.replace("workingHours: {", "workingHours: &usual {")
                .replace("services: [s1, s2]", "services: [s1, s2], workingHours: *usual"));
        assertThat(salon.masters().get(0).ownHours()).isEqualTo(salon.hours());
    }

    /** Each changes one piece of {@link #VALID}: what, into what, and the problem that makes. */
    static Stream<Arguments> mistakes() {
        String hours = "{ mon-fri: [\"09:00-13:00\", \"14:00-18:00\"] }";
        String aRange = " must be a time range such as 09:00-18:00, at most until 24:00, not ";
        String aCode = " must be 1 to 32 letters of a-z or A-Z, digits or hyphens, not ";
        String allowed = "allowed are code, name, minutes, price, bufferBefore, bufferAfter, active";
        return Stream.of(
                // Structure
                arguments("salons:", "saloons:", "saloons (line 1): unknown key, did you mean 'salons'?"),
                arguments(
                        "name: Salon Aurora",
                        "nmae: Salon Aurora",
                        "salons[0].nmae (line 3): unknown key, did you mean 'name'?"),
                arguments(
                        "timeZone: America/New_York",
                        "timezone: UTC",
                        "salons[0].timezone (line 5): unknown key, did you mean 'timeZone'?"),
                arguments("price: 5000", "cost: 5000", "salons[0].services[0].cost (line 8): unknown key, " + allowed),
                arguments(
                        "name: Color,",
                        "name: Color, name: Tint,",
                        "salons[0].services[1].name (line 9): is there twice"),
                arguments("code: m1, ", "", "salons[0].masters[0] (line 11): 'code' is missing"),
                arguments("    timeZone: America/New_York\n", "", "salons[0] (line 2): 'timeZone' is missing"),
                arguments(
                        "- { code: m1, name: Sarah, services: [s1, s2] }",
                        "- m1",
                        "salons[0].masters[0] (line 11): must be a mapping of keys to values, not text"),
                arguments(
                        "services: [s1, s2]",
                        "services: s1",
                        "salons[0].masters[0].services (line 11): must be a list, not text"),
                arguments(
                        "name: Sarah",
                        "name: [Sarah]",
                        "salons[0].masters[0].name (line 11): must be text, not a list"),
                arguments("name: Salon Aurora", "name:", "salons[0].name (line 3): has no value"),
                arguments(
                        "name: Salon Aurora",
                        "[a]: b\n    name: Salon Aurora",
                        "salons[0] (line 3): a key must be text"),
                // Text
                arguments("name: Salon Aurora", "name: \"  \"", "salons[0].name (line 3): must not be blank"),
                arguments(
                        "name: Salon Aurora",
                        "name: " + "é".repeat(101),
                        "salons[0].name (line 3): must have at most 100 characters, not 101"),
                arguments(
                        "name: Salon Aurora",
                        "name: \"a\\0b\"",
                        "salons[0].name (line 3): must not contain control characters"),
                arguments(
                        "name: Salon Aurora",
                        "name: \"\\ud83d\"",
                        "salons[0].name (line 3): must not contain control characters"),
                arguments(
                        "name: Salon Aurora",
                        "name: \"\\u202egpj.exe\"",
                        "salons[0].name (line 3): must not contain control characters"),
                arguments("code: m1", "code: m_1", "salons[0].masters[0].code (line 11):" + aCode + "'m_1'"),
                arguments(
                        "code: m1",
                        "code: " + "m".repeat(33),
                        "salons[0].masters[0].code (line 11):" + aCode + "'" + "m".repeat(33) + "'"),
                arguments("code: aurora", "code: \"é\\n\"", "salons[0].code (line 2):" + aCode + "'é?'"),
                arguments(
                        "\"5550100\"",
                        "+1 555 0100",
                        "salons[0].phoneNumberId (line 4): must be the digits of a WhatsApp phone number id, at most 64, not '+1 555 0100'"),
                // Places, languages, money
                arguments(
                        "America/New_York",
                        "America/New_Yrok",
                        "salons[0].timeZone (line 5): unknown time zone 'America/New_Yrok', did you mean 'America/New_York'?"),
                arguments(
                        "America/New_York",
                        "+02:00",
                        "salons[0].timeZone (line 5): unknown time zone '+02:00', expected a name such as America/New_York"),
                arguments(
                        "timeZone:",
                        "currency: usd\n    timeZone:",
                        "salons[0].currency (line 5): unknown currency 'usd', did you mean 'USD'?"),
                arguments(
                        "timeZone:",
                        "currency: DOLLARS\n    timeZone:",
                        "salons[0].currency (line 5): unknown currency 'DOLLARS', expected a code such as USD"),
                arguments(
                        "timeZone:",
                        "language: en_US\n    timeZone:",
                        "salons[0].language (line 5): must be a language tag such as en or pt-BR, not 'en_US'"),
                arguments(
                        "timeZone:",
                        "language: english\n    timeZone:",
                        "salons[0].language (line 5): must be a language tag such as en or pt-BR, not 'english'"),
                // Numbers and flags
                arguments(
                        "minutes: 60",
                        "minutes: 0",
                        "salons[0].services[0].minutes (line 8): must be a whole number from 1 to 1440, not '0'"),
                arguments(
                        "minutes: 60",
                        "minutes: 1441",
                        "salons[0].services[0].minutes (line 8): must be a whole number from 1 to 1440, not '1441'"),
                arguments(
                        "minutes: 60",
                        "minutes: 060",
                        "salons[0].services[0].minutes (line 8): must be a whole number from 1 to 1440, not '060'"),
                arguments(
                        "minutes: 60",
                        "minutes: \"60\"",
                        "salons[0].services[0].minutes (line 8): must be a whole number from 1 to 1440, not '60'"),
                arguments(
                        "price: 5000",
                        "price: -1",
                        "salons[0].services[0].price (line 8): must be a whole number from 0 to 9223372036854775807, not '-1'"),
                arguments(
                        "price: 5000",
                        "price: 50.00",
                        "salons[0].services[0].price (line 8): must be a whole number from 0 to 9223372036854775807, not '50.00'"),
                arguments(
                        "price: 5000",
                        "price: 9223372036854775808",
                        "salons[0].services[0].price (line 8): must be a whole number from 0 to 9223372036854775807, not '9223372036854775808'"),
                arguments(
                        "timeZone:",
                        "slotMinutes: 1441\n    timeZone:",
                        "salons[0].slotMinutes (line 5): must be a whole number from 1 to 1440, not '1441'"),
                arguments(
                        "timeZone:",
                        "horizonDays: 731\n    timeZone:",
                        "salons[0].horizonDays (line 5): must be a whole number from 1 to 730, not '731'"),
                arguments(
                        "timeZone:",
                        "noticeMinutes: 525601\n    timeZone:",
                        "salons[0].noticeMinutes (line 5): must be a whole number from 0 to 525600, not '525601'"),
                arguments(
                        "timeZone:",
                        "active: yes\n    timeZone:",
                        "salons[0].active (line 5): must be true or false, not 'yes'"),
                // References
                arguments(
                        "[s1, s2]",
                        "[s1, s999]",
                        "salons[0].masters[0].services[1] (line 11): unknown service 's999', the salon has s1, s2"),
                arguments(
                        "[s1, s2]",
                        "[s1, s1]",
                        "salons[0].masters[0].services[1] (line 11): 's1' is taken by salons[0].masters[0].services[0] (line 11)"),
                arguments(
                        "code: s2",
                        "code: s1",
                        "salons[0].services[1].code (line 9): 's1' is taken by salons[0].services[0].code (line 8)"),
                arguments(
                        "    masters:\n",
                        "    masters:\n      - { code: m1, name: Mia, services: [s1] }\n",
                        "salons[0].masters[1].code (line 12): 'm1' is taken by salons[0].masters[0].code (line 11)"),
                // Working hours
                arguments(
                        hours,
                        "{ mon: [\"9:00-25:00\"] }",
                        "salons[0].workingHours.mon[0] (line 6):" + aRange + "'9:00-25:00'"),
                arguments(
                        hours,
                        "{ mon: 09:00-12:60 }",
                        "salons[0].workingHours.mon (line 6):" + aRange + "'09:00-12:60'"),
                arguments(
                        hours,
                        "{ mon: 09:00-24:01 }",
                        "salons[0].workingHours.mon (line 6):" + aRange + "'09:00-24:01'"),
                arguments(hours, "{ mon: morning }", "salons[0].workingHours.mon (line 6):" + aRange + "'morning'"),
                arguments(
                        hours,
                        "{ mon: 18:00-09:00 }",
                        "salons[0].workingHours.mon (line 6): '18:00-09:00' must end after it starts"),
                arguments(
                        hours,
                        "{ fri: 22:00-02:00 }",
                        "salons[0].workingHours.fri (line 6): '22:00-02:00' must end after it starts; past midnight is the next day: "
                                + "'22:00-24:00' on this one and '00:00-02:00' on the next"),
                arguments(
                        hours,
                        "{ fri: 22:00-00:00 }",
                        "salons[0].workingHours.fri (line 6): '22:00-00:00' must end after it starts; the end of a day is 24:00: "
                                + "'22:00-24:00'"),
                arguments(
                        hours,
                        "{ mon: 09:00-09:00 }",
                        "salons[0].workingHours.mon (line 6): '09:00-09:00' must end after it starts"),
                arguments(
                        hours,
                        "{ mon: [09:00-13:00, 12:59-18:00] }",
                        "salons[0].workingHours.mon[1] (line 6): '12:59-18:00' overlaps '09:00-13:00'"),
                arguments(
                        hours,
                        "{ fryday: 09:00-13:00 }",
                        "salons[0].workingHours.fryday (line 6): unknown weekday, expected mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"),
                arguments(
                        hours,
                        "{ mon-: 09:00-13:00 }",
                        "salons[0].workingHours.mon- (line 6): unknown weekday, expected mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"),
                arguments(
                        hours,
                        "{ mon-wed: 09:00-13:00, tue: 09:00-10:00 }",
                        "salons[0].workingHours.tue (line 6): tue has its hours already"),
                arguments(hours, "{ mon: [], mon: [] }", "salons[0].workingHours.mon (line 6): is there twice"),
                arguments(
                        hours,
                        "09:00-18:00",
                        "salons[0].workingHours (line 6): must be a mapping of keys to values, not text"),
                arguments(
                        hours, "", "salons[0].workingHours (line 6): must be a mapping of keys to values, not nothing"),
                // Breaks, special days, terms
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    holdMinutes: 16",
                        "salons[0].holdMinutes (line 6): must be a whole number from 0 to 15, not '16'"),
                arguments(
                        "minutes: 90 }",
                        "minutes: 90, bufferAfter: 241 }",
                        "salons[0].services[1].bufferAfter (line 9): must be a whole number from 0 to 240, not '241'"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    breaks: { mon-fri: [\"12:00-11:30\"] }",
                        "salons[0].breaks.mon-fri[0] (line 6): '12:00-11:30' must end after it starts"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff:\n      - { date: 2026-02-30 }",
                        "salons[0].daysOff[0].date (line 7): must be a date such as 2026-12-25, not '2026-02-30'"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff: [{ from: 2026-08-14, until: 2026-08-01 }]",
                        "salons[0].daysOff[0].until (line 6): must not be before from"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff: [{ from: 2026-08-14, until: 2028-08-15 }]",
                        "salons[0].daysOff[0].until (line 6): must be at most 730 days after from"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff: [{ from: 2026-08-14, until: 2026-08-15, yearly: true }]",
                        "salons[0].daysOff[0].until (line 6): what is yearly has a single date"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff: [{ date: 2026-08-14, until: 2026-08-15 }]",
                        "salons[0].daysOff[0] (line 6): has either a date or from and until"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff: [{ name: Christmas }]",
                        "salons[0].daysOff[0] (line 6): 'date' is missing"),
                arguments(
                        "    timeZone: America/New_York",
                        "    timeZone: America/New_York\n    daysOff: [{ date: 2026-12-25 }, { date: 2026-12-25 }]",
                        "salons[0].daysOff[1] (line 6): is the same as salons[0].daysOff[0] (line 6)"),
                arguments(
                        "services: [s1, s2] }",
                        "services: [s1], openings: [{ date: 2026-12-20 }] }",
                        "salons[0].masters[0].openings[0] (line 11): 'hours' is missing"),
                arguments(
                        "services: [s1, s2] }",
                        "services: [s1], worksFrom: 2026-12-20, worksUntil: 2026-12-19 }",
                        "salons[0].masters[0].worksUntil (line 11): must not be before worksFrom"),
                arguments(
                        "services: [s1, s2] }",
                        "services: [s1, { service: s1, minutes: 45 }] }",
                        "salons[0].masters[0].services[1].service (line 11): 's1' is taken by salons[0].masters[0].services[0] (line 11)"),
                arguments(
                        "services: [s1, s2] }",
                        "services: [{ service: s1, minutes: 0 }] }",
                        "salons[0].masters[0].services[0].minutes (line 11): must be a whole number from 1 to 1440, not '0'"),
                // Not YAML
                arguments("code: s1, name", "code: s1 name: {", "line 8: not YAML: expected ',' or '}', but got :"),
                arguments(
                        "    name: Salon Aurora",
                        "\tname: Salon Aurora",
                        "line 3: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                arguments("Salon Aurora", "Salon \u0001", "line 3: not YAML: special characters are not allowed"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("mistakes")
    void a_mistake_is_named_with_its_path_and_line(String right, String wrong, String problem) {
        assertThat(VALID).contains(right);
        assertThat(problems(VALID.replace(right, wrong))).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n"})
    void an_empty_file_is_a_mistake(String empty) {
        assertThat(problems(empty)).containsExactly("line 1: the file is empty, expected 'salons'");
    }

    @Test
    void a_file_without_salons_is_a_mistake() {
        assertThat(problems("{}")).containsExactly("line 1: 'salons' is missing");
        assertThat(problems("salons:")).containsExactly("salons (line 1): must be a list, not nothing");
        assertThat(problems("\nsalons: []")).containsExactly("salons (line 2): must not be empty");
        assertThat(problems("aurora")).containsExactly("line 1: must be a mapping of keys to values, not text");
        assertThat(problems("- code: aurora"))
                .containsExactly("line 1: must be a mapping of keys to values, not a list");
    }

    @Test
    void salons_must_not_share_a_code_or_a_number() {
        assertThat(problems(MINIMAL + MINIMAL.replace("salons:\n", "")))
                .containsExactly(
                        "salons[1].code (line 8): 'aurora' is taken by salons[0].code (line 2)",
                        "salons[1].phoneNumberId (line 10): '5550100' is taken by salons[0].phoneNumberId (line 4)");
    }

    @Test
    void two_salons_may_use_the_same_codes_for_masters_and_services() {
        String other =
                MINIMAL.replace("salons:\n", "").replace("aurora", "nova").replace("5550100", "5550101");
        assertThat(CatalogFile.parse("demo.yaml", MINIMAL + other).salonCodes()).containsExactly("aurora", "nova");
    }

    @Test
    void an_exception_has_all_problems_by_line_and_the_first_in_its_message() {
        CatalogFileException e = refused(
                VALID.replace("code: m1", "code: m_1").replace("s2]", "s999]").replace("New_York", "Nowhere"));
        assertThat(e.problems())
                .extracting(Problem::path)
                .containsExactly("salons[0].timeZone", "salons[0].masters[0].code", "salons[0].masters[0].services[1]");
        assertThat(e)
                .hasMessage("catalogue demo.yaml: salons[0].timeZone (line 5): unknown time zone 'America/Nowhere', "
                        + "expected a name such as America/New_York (and 2 more problems)");
        assertThat(refused(VALID.replace("code: m1", "code: m_1").replace("s2]", "s999]")))
                .hasMessageEndingWith("(and 1 more problem)");
    }

    @Test
    void a_message_is_one_line_whatever_the_file_says() {
        CatalogFileException e = refused(VALID.replace("name: Salon Aurora", "\"na\\nme\": \"a\\nb\"")
                .replace("aurora", "\"x\\n" + "y".repeat(1000) + "\""));
        assertThat(e.problems())
                .hasSize(3)
                .allSatisfy(problem ->
                        assertThat(problem.toString()).doesNotContain("\n").hasSizeLessThan(250));
    }

    @Test
    void a_key_is_found_on_its_own_line() {
        assertThat(problems(VALID.replace("    masters:\n", "    mastres:\n")))
                .contains("salons[0].mastres (line 10): unknown key, did you mean 'masters'?");
    }

    @Test
    void a_file_cannot_name_a_class_or_grow_by_aliases() {
        assertThat(problems("salons: !!java.net.URL [\"http://localhost\"]"))
                .containsExactly("line 1: not YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL");
        assertThat(problems("a: &a [x]\nb: [" + "*a,".repeat(51) + "]"))
                .singleElement()
                .asString()
                .startsWith("not YAML: Number of aliases for non-scalar nodes exceeds");
        assertThat(problems("salons: " + "[".repeat(50)))
                .singleElement()
                .asString()
                .contains("Nesting Depth exceeded");
        assertThat(problems("#" + " ".repeat(CatalogParser.MAX_SIZE)))
                .containsExactly("must have at most 2097152 characters, not 2097153");
    }

    @Test
    void a_file_that_contains_itself_is_read_to_an_end() {
        assertThat(problems("salons: &s\n  - *s"))
                .containsExactly("salons[0] (line 1): must be a mapping of keys to values, not a list");
    }

    @Test
    void a_file_is_read_from_disk(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"), "\uFEFF" + MINIMAL);
        assertThat(CatalogFile.read(file).salonCodes()).containsExactly("aurora");
        assertThat(CatalogFile.read(file).source()).isEqualTo("my.yaml");
    }

    @Test
    void a_file_that_cannot_be_read_is_a_problem_of_one_line(@TempDir Path folder) throws IOException {
        assertThat(catchThrowableOfType(CatalogFileException.class, () -> CatalogFile.read(folder.resolve("no.yaml"))))
                .hasMessage("catalogue no.yaml: there is no such file");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertThat(catchThrowableOfType(CatalogFileException.class, () -> CatalogFile.read(latin)))
                .hasMessage("catalogue latin.yaml: is not UTF-8 text");
    }

    private static SalonEntry onlySalon(String text) {
        List<SalonEntry> salons = CatalogFile.parse("demo.yaml", text).salons();
        assertThat(salons).hasSize(1);
        return salons.get(0);
    }

    private static WeeklyHours hours(String written) {
        return onlySalon(VALID.replace("{ mon-fri: [\"09:00-13:00\", \"14:00-18:00\"] }", written))
                .hours();
    }

    private static List<String> problems(String text) {
        return refused(text).problems().stream().map(Problem::toString).toList();
    }

    private static CatalogFileException refused(String text) {
        return catchThrowableOfType(CatalogFileException.class, () -> CatalogFile.parse("demo.yaml", text));
    }
}
