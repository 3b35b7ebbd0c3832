package io.quickbooking.core.privacy;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties data whose retention period has ended. Rows that metrics count remain, without their text, so no figure changes. Each
 * small batch is one transaction; any number of nodes may run it at once.
 */
public final class Retention {
    static final int BATCH = 1_000;
    /** The maximum for each kind in one run; the next run continues. */
    private static final int MOST_BATCHES = 500;

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final RetentionMapper mapper;
    private final Transactions transactions;
    private final RetentionPeriods periods;
    private final InstantSource clock;

    public Retention(Mappers mappers, Transactions transactions, RetentionPeriods periods, InstantSource clock) {
        this.mapper = mappers.get(RetentionMapper.class);
        this.transactions = transactions;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * Counts of one run.
     *
     * @param payloads received messages that were emptied
     * @param unhandled unrecognized deliveries that were removed
     * @param messages sent messages that were emptied
     * @param taps taps that were emptied
     * @param sessions sessions without a card that were removed
     */
    public record Report(int payloads, int unhandled, int messages, int taps, int sessions) {
        boolean isEmpty() {
            return payloads + unhandled + messages + taps + sessions == 0;
        }
    }

    public Report run() {
        transactions.requireNone("Retention");
        Instant now = clock.instant();
        Instant payloadsBefore = now.minus(periods.payloads());
        Instant messagesBefore = now.minus(periods.messages());
        Instant eventsBefore = now.minus(periods.events());
        Report report = new Report(
                emptyInBatches(
                        "inbound",
                        after -> mapper.inboundUpTo(after, payloadsBefore, BATCH),
                        (after, upto) -> mapper.emptyInbound(after, upto, now)),
                removeInBatches(() -> mapper.removeUnhandled(payloadsBefore, BATCH)),
                emptyInBatches(
                        "outbound",
                        after -> mapper.outboundUpTo(after, messagesBefore, BATCH),
                        (after, upto) -> mapper.emptyOutbound(after, upto, now)),
                emptyInBatches("taps", after -> mapper.tapsUpTo(after, eventsBefore, BATCH), mapper::emptyTaps),
                removeInBatches(() -> mapper.removeSessions(eventsBefore, BATCH)));
        if (!report.isEmpty()) {
            log.info(
                    "Retention: {} received and {} sent messages and {} taps emptied,"
                            + " {} unhandled events and {} sessions without a card removed",
                    report.payloads(),
                    report.messages(),
                    report.taps(),
                    report.unhandled(),
                    report.sessions());
        }
        return report;
    }

    private interface UpTo {
        @Nullable
        Long of(long after);
    }

    private interface Emptying {
        int of(long after, long upto);
    }

    /** Empties rows in the order of their ids, from the end of the last run on. */
    private int emptyInBatches(String what, UpTo upTo, Emptying emptying) {
        int emptied = 0;
        for (int batch = 0; batch < MOST_BATCHES && !Thread.currentThread().isInterrupted(); batch++) {
            int rows = transactions.run(() -> {
                long after = mapper.lockMark(what).orElse(-1L);
                Long upto = after < 0 ? null : upTo.of(after);
                if (upto == null || upto <= after) {
                    return -1;
                }
                mapper.mark(what, upto);
                return emptying.of(after, upto);
            });
            if (rows < 0) {
                break;
            }
            emptied += rows;
        }
        return emptied;
    }

    private int removeInBatches(IntSupplier removal) {
        int removed = 0;
        for (int batch = 0; batch < MOST_BATCHES && !Thread.currentThread().isInterrupted(); batch++) {
            int rows = transactions.run(removal::getAsInt);
            removed += rows;
            if (rows < BATCH) {
                break;
            }
        }
        return removed;
    }
}
