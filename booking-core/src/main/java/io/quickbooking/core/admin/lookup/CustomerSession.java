package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.session.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session of a customer: what was chosen so far, and how it ended. */
public record CustomerSession(
        UUID id,
        String state,
        Instant startedAt,
        Step step,
        @Nullable String service,
        @Nullable String masterName,
        @Nullable LocalDate day,
        @Nullable Instant startTs) {}
