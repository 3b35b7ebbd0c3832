package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.availability.Refusal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of moving a booking: what becomes of any act, or that the rules refuse the new time. */
public final class MoveOutcome {
    private final @Nullable ActOutcome act;
    private final @Nullable Refusal refusal;

    private MoveOutcome(@Nullable ActOutcome act, @Nullable Refusal refusal) {
        this.act = act;
        this.refusal = refusal;
    }

    static MoveOutcome because(ActOutcome act) {
        return new MoveOutcome(act, null);
    }

    static MoveOutcome refused(Refusal reason) {
        return new MoveOutcome(null, reason);
    }

    /** Present if it was moved. */
    public Optional<ActOutcome.Changed> changed() {
        return act instanceof ActOutcome.Changed changed ? Optional.of(changed) : Optional.empty();
    }

    public <R> R fold(Function<ActOutcome, R> likeAnyAct, Function<Refusal, R> refused) {
        return act != null ? likeAnyAct.apply(act) : refused.apply(java.util.Objects.requireNonNull(refusal));
    }

    @Override
    public String toString() {
        return act != null ? act.toString() : "refused as " + refusal;
    }
}
