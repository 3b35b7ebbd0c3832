package io.quickbooking.core.conversation;

import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.inbox.WaitingSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the messages that wait in the inbox: those of large deliveries, and those whose handling failed. It handles
 * several customers at a time and each customer's messages in order; any number of nodes may run it at once.
 */
public final class InboxWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    /** Limits one poll: a thread that waits for a vanished server processes nothing. */
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);

    private static final int CUSTOMERS_AT_A_TIME = 8;
    private static final int SENDERS_PER_ROUND = 256;

    private final ButtonHandlerService handler;
    private final Inbox inbox;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Semaphore work = new Semaphore(0);
    private final Set<WaitingSender> inProgress = ConcurrentHashMap.newKeySet();
    private final ExecutorService customers =
            Executors.newFixedThreadPool(CUSTOMERS_AT_A_TIME, task -> daemon(task, "inbox-customer"));
    private final Thread dispatcher = daemon(this::run, "inbox-worker");

    public InboxWorker(ButtonHandlerService handler, Inbox inbox, Transactions transactions, InstantSource clock) {
        this.handler = handler;
        this.inbox = inbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void start() {
        dispatcher.start();
    }

    /** Wakes the worker, because there may be work; never waits. */
    public void wake() {
        work.release();
    }

    /** Lets the messages in progress finish, for at most five seconds. */
    @Override
    public void close() throws InterruptedException {
        dispatcher.interrupt();
        customers.shutdown();
        customers.awaitTermination(5, TimeUnit.SECONDS);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                TimeLimit.within(LOOK_LIMIT, this::dispatch);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                log.warn(
                        "Inbox poll failed, waiting messages are retried at the next poll: {}",
                        TransientFailure.reason(failure));
                log.debug("Details", failure);
            }
        }
    }

    /** Hands out the customers who are not in progress yet, without waiting for them: one may take long. */
    private void dispatch() {
        for (WaitingSender sender : waitingSenders(SENDERS_PER_ROUND + inProgress.size())) {
            if (inProgress.add(sender)) {
                customers.execute(() -> process(sender));
            }
        }
    }

    private void process(WaitingSender sender) {
        try {
            handler.waitingTaps().process(sender);
        } catch (RuntimeException failure) {
            log.warn(
                    "Messages of a customer not processed, retried at the next poll: {}",
                    TransientFailure.reason(failure));
            log.debug("Details", failure);
        } finally {
            inProgress.remove(sender);
        }
    }

    /**
     * Processes the messages that are due now, on the calling thread.
     *
     * @return how many messages were handled
     */
    public int workOff() {
        int handled = 0;
        for (WaitingSender sender : waitingSenders(SENDERS_PER_ROUND)) {
            handled += handler.waitingTaps().process(sender);
        }
        return handled;
    }

    private List<WaitingSender> waitingSenders(int limit) {
        return transactions.run(() -> inbox.waitingSenders(clock.instant(), limit));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
