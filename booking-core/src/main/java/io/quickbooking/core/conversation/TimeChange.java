package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.session.SessionContext;
import java.util.Optional;

/** A tap on Change time: other free times for what is in the session. */
final class TimeChange {
    private final Replies replies;

    TimeChange(Replies replies) {
        this.replies = replies;
    }

    Decision decide(TapContext tap) {
        return tap.session()
                .map(session -> offer(session, tap))
                .orElseGet(() -> Decision.answer(
                        TapOutcome.SESSION_EXPIRED, replies.notice(Notice.SESSION_EXPIRED, tap.language())));
    }

    private Decision offer(SessionContext session, TapContext tap) {
        Optional<Master> master =
                tap.salon().master(session.selectedSlot().masterId().toString());
        Optional<Service> service = master.flatMap(
                found -> tap.salon().serviceOf(found, session.selectedSlot().serviceId()));
        if (master.isEmpty() || service.isEmpty()) {
            return Decision.within(
                    session,
                    TapOutcome.UNKNOWN_PROVIDER,
                    replies.notice(Notice.PROVIDER_NOT_FOUND, tap.language()),
                    SessionStep.NONE);
        }
        return Decision.within(
                session,
                TapOutcome.TIMES_OFFERED,
                replies.otherTimes(session, master.get(), service.get(), tap),
                SessionStep.NONE);
    }
}
