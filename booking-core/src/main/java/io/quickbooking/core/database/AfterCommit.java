package io.quickbooking.core.database;

import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work that follows the commit of the transaction in which it was asked for, and is dropped when that transaction, or the
 * part of it since a savepoint, is rolled back. A rollback to a savepoint is noticed when Spring makes it, as for
 * {@code PROPAGATION_NESTED}; not when a program makes it on the connection itself.
 */
public final class AfterCommit implements TransactionSynchronization {
    private final Runnable work;
    private final List<Object> laterSavepoints = new ArrayList<>();
    private boolean undone;

    private AfterCommit(Runnable work) {
        this.work = work;
    }

    /** Runs the work after the commit of the calling thread's transaction; at once where there is none, or it has ended. */
    public static void run(Runnable work) {
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(work));
        } else {
            work.run();
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        laterSavepoints.add(savepoint);
    }

    @Override
    public void savepointRollback(Object savepoint) {
        // A savepoint that this has not seen was there before it.
        undone |= !laterSavepoints.contains(savepoint);
    }

    @Override
    public void afterCommit() {
        if (!undone) {
            work.run();
        }
    }
}
