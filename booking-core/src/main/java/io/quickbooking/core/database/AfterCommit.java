package io.quickbooking.core.database;

import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work that runs after the commit of the transaction in which it was registered, and is dropped when that transaction, or the
 * part of it since a savepoint, is rolled back. A rollback to a savepoint is noticed when Spring performs it, as for {@code
 * PROPAGATION_NESTED}, but not when a program performs it on the connection itself.
 */
public final class AfterCommit implements TransactionSynchronization {
    private final Runnable work;
    private final List<Object> laterSavepoints = new ArrayList<>();
    private boolean undone;

    private AfterCommit(Runnable work) {
        this.work = work;
    }

    /** Runs the work after the commit of the calling thread's transaction; immediately if there is none or if it has ended. */
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
        // A savepoint that is not registered here was set before this work was.
        undone |= !laterSavepoints.contains(savepoint);
    }

    @Override
    public void afterCommit() {
        if (!undone) {
            work.run();
        }
    }
}
