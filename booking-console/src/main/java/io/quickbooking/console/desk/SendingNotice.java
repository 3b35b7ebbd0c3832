package io.quickbooking.console.desk;

import io.quickbooking.core.admin.messages.Sending;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names what keeps a salon's messages from going out, for every page that writes one. */
@Component
public class SendingNotice {
    private final Sending sending;

    SendingNotice(Sending sending) {
        this.sending = sending;
    }

    /** The key of the text; null: messages leave. */
    public @Nullable String of(UUID salonId) {
        Sending.State state = sending.of(salonId);
        return state == Sending.State.WORKS ? null : "sending." + state.code();
    }

    /** Whether messages can leave at all. */
    public boolean connected() {
        return sending.connected();
    }
}
