package io.quickbooking.core.button;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a button stands for. Ids come back from old messages, other customers and attackers: nothing here is trusted. */
public sealed interface ButtonId {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Function<PickSlot, R> pickSlot, Function<Confirm, R> confirm, Function<ChangeTime, R> changeTime);

    /** What the ledger calls a tap on this button. */
    String kind();

    /**
     * {@code slot_<yyyy-MM-dd>_<HH:mm>_<masterRef>[_<serviceRef>]}: pick a slot.
     *
     * @param masterRef short code or UUID of the master
     * @param serviceRef short code or UUID of the service; null: the one in the session, then the master's default
     */
    record PickSlot(
            LocalDate date,
            LocalTime time,
            String masterRef,
            @Nullable String serviceRef) implements ButtonId {
        @Override
        public <R> R fold(
                Function<PickSlot, R> pickSlot, Function<Confirm, R> confirm, Function<ChangeTime, R> changeTime) {
            return pickSlot.apply(this);
        }

        @Override
        public String kind() {
            return "slot_selection";
        }
    }

    /** {@code confirm_booking_<token>}: book the selection that the token names. */
    record Confirm(String token) implements ButtonId {
        @Override
        public <R> R fold(
                Function<PickSlot, R> pickSlot, Function<Confirm, R> confirm, Function<ChangeTime, R> changeTime) {
            return confirm.apply(this);
        }

        @Override
        public String kind() {
            return "booking_confirmation";
        }
    }

    /** {@code change_time_<token>}: show other times for the selection that the token names. */
    record ChangeTime(String token) implements ButtonId {
        @Override
        public <R> R fold(
                Function<PickSlot, R> pickSlot, Function<Confirm, R> confirm, Function<ChangeTime, R> changeTime) {
            return changeTime.apply(this);
        }

        @Override
        public String kind() {
            return "change_time";
        }
    }
}
