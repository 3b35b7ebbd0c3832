package io.quickbooking.core.conversation;

import io.quickbooking.core.button.ButtonId;
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
import io.quickbooking.core.message.Notice;
import java.util.function.Supplier;

/** Dispatches each kind of button to the class that decides it. */
record ButtonAnswers(
        SlotSelection slotSelection,
        Confirmation confirmation,
        QuickOffer quickOffer,
        StepByStep stepByStep,
        Cancellation cancellation,
        Replies replies) {

    Decision decide(ButtonId button, TapContext tap) {
        return button.match(new Tapped(tap));
    }

    private final class Tapped implements ButtonId.Cases<Decision> {
        private final TapContext tap;

        private Tapped(TapContext tap) {
            this.tap = tap;
        }

        /**
         * Refuses the tap if the salon is not active: nothing can be booked there, but existing bookings can be seen
         * and cancelled.
         */
        private Decision ifOpen(Supplier<Decision> answer) {
            return tap.salon().active()
                    ? answer.get()
                    : Decision.answer(TapOutcome.SALON_CLOSED, replies.notice(Notice.SALON_CLOSED, tap.language()));
        }

        @Override
        public Decision pickSlot(PickSlot button) {
            return ifOpen(() -> slotSelection.decide(button, tap));
        }

        @Override
        public Decision confirm(Confirm button) {
            return confirmation.decide(button, tap);
        }

        @Override
        public Decision changeTime(ChangeTime button) {
            return ifOpen(() -> stepByStep.otherTimes(tap));
        }

        @Override
        public Decision nextTimes(NextTimes button) {
            return ifOpen(() -> quickOffer.decide(tap));
        }

        @Override
        public Decision moreTimes(MoreTimes button) {
            return ifOpen(() -> stepByStep.services(button, tap));
        }

        @Override
        public Decision pickService(PickService button) {
            return ifOpen(() -> stepByStep.masters(button, tap));
        }

        @Override
        public Decision pickMaster(PickMaster button) {
            return ifOpen(() -> stepByStep.days(button, tap));
        }

        @Override
        public Decision pickDay(PickDay button) {
            return ifOpen(() -> stepByStep.times(button, tap));
        }

        @Override
        public Decision myBookings(MyBookings button) {
            return cancellation.show(button, tap);
        }

        @Override
        public Decision cancelBooking(CancelBooking button) {
            return cancellation.ask(button, tap);
        }

        @Override
        public Decision cancelForGood(CancelForGood button) {
            return cancellation.cancel(button, tap);
        }

        @Override
        public Decision keepBooking(KeepBooking button) {
            return cancellation.keep(button, tap);
        }
    }
}
