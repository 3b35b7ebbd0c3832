package io.quickbooking.core.admin;

import java.time.Instant;
import java.util.UUID;

/** A session of a customer: what they were choosing last, and how it ended. */
public record CustomerSession(
        UUID id, String state, Instant startedAt, String service, String masterName, Instant startTs) {}
