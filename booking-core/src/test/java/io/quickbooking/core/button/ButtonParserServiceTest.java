package io.quickbooking.core.button;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.button.ButtonId.BookingPlace;
import io.quickbooking.core.button.ButtonId.CancelBooking;
import io.quickbooking.core.button.ButtonId.CancelForGood;
import io.quickbooking.core.button.ButtonId.ChangeTime;
import io.quickbooking.core.button.ButtonId.Confirm;
import io.quickbooking.core.button.ButtonId.KeepBooking;
import io.quickbooking.core.button.ButtonId.MoreTimes;
import io.quickbooking.core.button.ButtonId.MyBookings;
import io.quickbooking.core.button.ButtonId.NextTimes;
import io.quickbooking.core.button.ButtonId.PickDay;
import io.quickbooking.core.button.ButtonId.PickMaster;
import io.quickbooking.core.button.ButtonId.PickService;
import io.quickbooking.core.button.ButtonId.PickSlot;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonParserServiceTest {
    private final ButtonParserService buttons = new ButtonParserService();

    @Test
    void a_slot_is_read_with_and_without_a_service() {
        assertThat(buttons.parse("slot_2024-10-25_15:00_m123"))
                .contains(new PickSlot(LocalDate.of(2024, 10, 25), LocalTime.of(15, 0), "m123", null));
        assertThat(buttons.parse("slot_2024-10-25_15:00_m123_s456"))
                .contains(new PickSlot(LocalDate.of(2024, 10, 25), LocalTime.of(15, 0), "m123", "s456"));
    }

    @Test
    void a_confirmation_is_read_with_any_token() {
        assertThat(buttons.parse("confirm_booking_temp")).contains(new Confirm("temp"));
        assertThat(buttons.parse("change_time_x.1")).contains(new ChangeTime("x.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "slot",
                "slot_",
                "slot_2024-10-25",
                "slot_2024-10-25_15:00",
                "slot_2024-10-25_15:00_",
                "slot_2024-02-30_15:00_m123",
                "slot_2023-02-29_15:00_m123",
                "slot_2024-13-01_15:00_m123",
                "slot_2024-10-25_24:00_m123",
                "slot_2024-10-25_15:60_m123",
                "slot_2024-10-25_1500_m123",
                "slot_24-10-25_15:00_m123",
                "slot_2024-10-25_15:00_m123_",
                "slot_2024-10-25_15:00_m123_s456_x",
                "slot_2024-10-25_15:00_m 123",
                "slot_2024-10-25_15:00_m123'; DROP TABLE bookings; --",
                "slot_2024-10-25_15:00_m123\n",
                "slot_٢٠٢٤-10-25_15:00_m123",
                "SLOT_2024-10-25_15:00_m123",
                " slot_2024-10-25_15:00_m123",
                "confirm_booking_",
                "confirm_booking",
                "confirm_booking_<script>",
                "change_time_",
                "more_times_",
                "next_times_1",
                "pick_service_",
                "more_times_a_b",
                "pick_service_s1_m1_m2",
                "my_bookings_",
                "my_bookings_BK123456",
                "my_bookings_2026-02-30_09:00_BK123456",
                "my_bookings_2026-06-01_24:00_BK123456",
                "my_bookings_2026-06-01_09:00_BK12",
                "pick_master_s1",
                "pick_master_s1_any_2024-02-30",
                "pick_day_s1_m1_2024-10-25_24:00",
                "pick_day_s1_m1",
                "cancel_booking_BK12",
                "cancel_for_good_bk123456",
                "keep_booking_' OR '1",
                "cancel-button",
                "book:slot-7",
                "\u0000",
            })
    void anything_else_is_malformed(String id) {
        assertThat(buttons.parse(id)).isEmpty();
    }

    @Test
    void ids_of_earlier_versions_count_and_those_of_today_name_a_place() {
        assertThat(buttons.parse("more_times")).contains(new MoreTimes(null));
        assertThat(buttons.parse("more_times_8")).contains(new MoreTimes("8"));
        assertThat(buttons.parse("pick_service_s1_7")).contains(new PickService("s1", "7"));
        assertThat(ButtonId.counted("8")).hasValue(8);
        assertThat(ButtonId.counted("9999")).hasValue(9_999);
        for (String reference :
                List.of("s8", "0", "08", "10000", UUID.randomUUID().toString())) {
            assertThat(ButtonId.counted(reference)).as(reference).isEmpty();
        }
    }

    @Test
    void an_id_longer_than_a_list_row_takes_is_malformed() {
        assertThat(buttons.parse("confirm_booking_" + "x".repeat(64))).isPresent();
        assertThat(buttons.parse("confirm_booking_" + "x".repeat(65))).isEmpty();
        assertThat(buttons.parse("slot_".repeat(2_000))).isEmpty();
    }

    @Test
    void every_id_comes_back_as_it_was_written() {
        Random random = new Random(20241025);
        for (int i = 0; i < 20_000; i++) {
            ButtonId id = randomId(random);
            String text = buttons.format(id);
            assertThat(text).hasSizeLessThanOrEqualTo(ButtonParserService.MAX_LENGTH);
            assertThat(buttons.parse(text)).contains(id);
        }
    }

    @Test
    void what_can_be_read_is_written_the_same() {
        Random random = new Random(7);
        String alphabet = "slotconfirmbkg_change0123456789-:m.pday";
        String[] beginnings = {
            "slot_2024-1",
            "confirm_booking_",
            "more_times",
            "pick_service_",
            "pick_master_s1_",
            "pick_day_s1_any_2024-1",
            "cancel_booking_BK12345",
            "my_bookings",
            "my_bookings_2024-10-25_15:0"
        };
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(beginnings[random.nextInt(beginnings.length)]);
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            buttons.parse(text.toString())
                    .ifPresent(id -> assertThat(buttons.format(id)).isEqualTo(text.toString()));
        }
    }

    private static ButtonId randomId(Random random) {
        return switch (random.nextInt(12)) {
            case 0 ->
                new PickSlot(
                        LocalDate.ofEpochDay(random.nextInt(40_000)),
                        LocalTime.of(random.nextInt(24), random.nextInt(60)),
                        reference(random),
                        random.nextBoolean() ? null : reference(random));
            case 1 -> new Confirm(UUID.randomUUID() + "." + (1 + random.nextInt(1_000_000)));
            case 2 -> new NextTimes();
            case 3 -> new MoreTimes(after(random));
            case 4 -> new PickService(reference(random), after(random));
            case 5 ->
                new PickMaster(
                        reference(random),
                        random.nextBoolean() ? null : reference(random),
                        random.nextBoolean() ? null : LocalDate.ofEpochDay(random.nextInt(40_000)));
            case 6 ->
                new PickDay(
                        reference(random),
                        random.nextBoolean() ? null : reference(random),
                        LocalDate.ofEpochDay(random.nextInt(40_000)),
                        random.nextBoolean() ? null : LocalTime.of(random.nextInt(24), random.nextInt(60)));
            case 7 -> new CancelBooking("BK" + (100_000 + random.nextInt(9_000_000)));
            case 8 -> new CancelForGood("BK" + (100_000 + random.nextInt(9_000_000)));
            case 10 ->
                new MyBookings(
                        random.nextBoolean()
                                ? null
                                : new BookingPlace(
                                        LocalDate.ofEpochDay(random.nextInt(40_000))
                                                .atTime(random.nextInt(24), random.nextInt(60)),
                                        "BK" + (100_000 + random.nextInt(9_000_000))));
            case 9 -> new KeepBooking("BK" + (100_000 + random.nextInt(9_000_000)));
            default -> new ChangeTime(UUID.randomUUID() + "." + (1 + random.nextInt(1_000_000)));
        };
    }

    /** Of earlier versions' messages a number, of today's a reference. */
    private static @Nullable String after(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> Integer.toString(1 + random.nextInt(9_999));
            default -> reference(random);
        };
    }

    private static String reference(Random random) {
        return random.nextBoolean() ? UUID.randomUUID().toString() : "m" + random.nextInt(10_000);
    }
}
