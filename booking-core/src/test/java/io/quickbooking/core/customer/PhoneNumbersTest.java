package io.quickbooking.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers by country, as people there write them and as WhatsApp does. */
@TestInstance(Lifecycle.PER_CLASS)
class PhoneNumbersTest {
    private final TestDatabase database = TestDatabase.create();
    private final UUID salon = TestSalon.aSalon().in(database).id();
    private final PhoneNumbers numbers = new PhoneNumbers(new Mappers(database.dataSource()));

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        // Mexico: ten digits; until 2019 also 044, 045 and 01 in front, and a 1 from abroad, which WhatsApp still has.
        "America/Mexico_City, +52 55 5000 0001, 55 1234 5678,          525512345678",
        "America/Mexico_City,                 , 55 1234 5678,          525512345678",
        "America/Tijuana,                     , 044 55 1234 5678,      525512345678",
        "America/Tijuana,                     , 045 55 1234 5678,      525512345678",
        "America/Tijuana,                     , 01 55 1234 5678,       525512345678",
        "America/Tijuana,                     , 5215512345678,         525512345678",
        "America/Tijuana,                     , 525512345678,          525512345678",
        "America/Mexico_City,                 , 12125551234,           12125551234",
        "UTC,                                 , 5215512345678,         525512345678",
        "UTC,                                 , +52 1 55 1234 5678,    525512345678",
        "UTC,                                 , 0052 55 1234 5678,     525512345678",
        "America/New_York, +1 555 078 3881,     5215512345678,         525512345678",
        // Brazil: with or without the 9, and at home without the area code.
        "America/Sao_Paulo, +55 31 5000-0001,   98888-7777,            5531988887777",
        "America/Sao_Paulo, +55 31 5000-0001,   8888-7777,             553188887777",
        "America/Sao_Paulo, +55 31 5000-0001,   3333-4444,             553133334444",
        "America/Sao_Paulo,                 ,   (31) 98888-7777,       5531988887777",
        "America/Sao_Paulo,                 ,   0 15 31 98888-7777,    5531988887777",
        "America/Sao_Paulo,                 ,   553188887777,          553188887777",
        "America/Sao_Paulo,                 ,   5531988887777,         5531988887777",
        "UTC,                               ,   +55 31 8888-7777,      553188887777",
        // Argentina: 15 at home is 9 from abroad.
        "America/Argentina/Buenos_Aires,                , 011 15 1234-5678, 5491112345678",
        "America/Buenos_Aires,                          , 11 15 1234 5678,  5491112345678",
        "America/Buenos_Aires,                          , 11 1234-5678,     541112345678",
        "America/Buenos_Aires,      +54 11 5000-0001,     15 1234-5678,     5491112345678",
        "America/Buenos_Aires,      +54 9 11 5000-0001,   15 1234-5678,     5491112345678",
        "America/Buenos_Aires,      +54 11 5000-0001,     5000-0002,        541150000002",
        "America/Argentina/Cordoba,                     , 0351 15 123-4567, 5493511234567",
        "UTC,                                           , 5491112345678,    5491112345678",
        // The 8 that one dials within Russia, Belarus and, until 2023, Lithuania.
        "Europe/Moscow,  +7 495 500-00-01, 8 916 123-45-67, 79161234567",
        "Europe/Moscow,                  , 89161234567,     79161234567",
        "Europe/Moscow,                  , 9161234567,      79161234567",
        "Europe/Moscow,                  , 79161234567,     79161234567",
        "Europe/Minsk,                   , 8 029 123 45 67, 375291234567",
        "Europe/Minsk,                   , 029 123 45 67,   375291234567",
        "Europe/Vilnius,                 , 8 612 34567,     37061234567",
        "Europe/Vilnius,                 , 0 612 34567,     37061234567",
        // Côte d'Ivoire and Benin, before the change and after it.
        "Africa/Abidjan,    , 07 07 12 34 56,     2250707123456",
        "Africa/Abidjan,    , 22507123456,        2250707123456",
        "Africa/Porto-Novo, , 22997123456,        2290197123456",
        "Africa/Porto-Novo, , 01 97 12 34 56,     2290197123456",
        // Elsewhere.
        "America/New_York,                , 0015550100920,       15550100920",
        "America/New_York,                , 011 44 20 7946 0123, 442079460123",
        "America/New_York, +1 555 078 3881, 010-0123,            15550100123",
        "America/New_York, +1 555 078 3881, 15550100123,         15550100123",
        "US/Eastern,                      , (555) 010-0123,      15550100123",
        "Asia/Jerusalem,                  , 050-123-4567,        972501234567",
        "UTC,                             , 15550100123,         15550100123",
    })
    void a_number_is_read_as_it_is_written_there(String zone, String own, String typed, String waId) {
        located(zone, own);
        assertThat(numbers.waId(salon, typed)).contains(waId);
    }

    @ParameterizedTest
    @CsvSource({
        "America/Sao_Paulo, , 98888-7777",
        "America/Sao_Paulo, , 8888-7777",
        "America/Buenos_Aires, , 15 1234-5678",
        "America/New_York, , 010-0123",
        "UTC, , 55 1234 5678",
        "UTC, , 89161234567",
        "UTC, , 0000 0000",
        "UTC, , +52 55 1234",
        "UTC, , call me",
        "UTC, , 12",
    })
    void what_does_not_tell_its_country_or_area_is_none(String zone, String own, String typed) {
        located(zone, own);
        assertThat(numbers.waId(salon, typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5215512345678, 525512345678",
        "5531988887777, 553188887777",
        "5491112345678, 541112345678",
        "22507123456, 2250707123456",
        "22545123456, 2250545123456",
        "22541123456, 2250141123456",
        "22997123456, 2290197123456",
    })
    void one_line_has_one_key_in_both_spellings(String one, String other) {
        assertThat(NumberingPlan.key(one)).isEqualTo(NumberingPlan.key(other));
        assertThat(spellings(one)).containsExactlyInAnyOrder(one, other);
        assertThat(spellings(other)).containsExactlyInAnyOrder(one, other);
    }

    /** A new mobile number of São Paulo is a landline's with a 9 in front, and somebody else's. */
    @ParameterizedTest
    @CsvSource({
        "5511940001234, 551140001234",
        "15550100123, 5550100123",
        "525512345678, 525512345679",
        "2250707123456, 2250507123456"
    })
    void two_lines_have_two_keys(String one, String other) {
        assertThat(NumberingPlan.key(one)).isNotEqualTo(NumberingPlan.key(other));
        assertThat(spellings(one)).doesNotContain(other);
    }

    @Test
    void the_database_has_the_same_keys() {
        Random random = new Random(14);
        List<String> waIds = IntStream.range(0, 20_000)
                .mapToObj(number -> List.of("52", "521", "55", "5511", "55119", "54", "549", "225", "229", "22901", "1")
                                .get(number % 11)
                        + random.ints(7 + random.nextInt(5), 0, 10)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining()))
                .toList();
        List<String> keys = database.jdbc()
                .sql(
                        "SELECT phone_key(id) FROM unnest(CAST(:ids AS text[])) WITH ORDINALITY AS line (id, n) ORDER BY n")
                .param("ids", waIds.toArray(String[]::new))
                .query(String.class)
                .list();
        assertThat(keys).isEqualTo(waIds.stream().map(NumberingPlan::key).toList());
        assertThat(keys).isNotEqualTo(waIds);
    }

    private List<String> spellings(String waId) {
        return database.jdbc()
                .sql("SELECT unnest(phone_spellings(:id))")
                .param("id", waId)
                .query(String.class)
                .list();
    }

    private void located(String zone, String own) {
        database.jdbc()
                .sql("UPDATE salons SET time_zone = :zone, display_phone = :own")
                .param("zone", zone)
                .param("own", own)
                .update();
    }
}
