package io.quickbooking.testing;

import io.quickbooking.core.signal.SignalListener;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Notes each signal, and what everybody else could see in the database when it came. */
public final class RecordedSignals implements SignalListener {
    private final TestDatabase database;
    private final String table;
    private final List<Signal> signals = new ArrayList<>();

    /** @param visibleRows rows of the table that were committed when the signal came */
    public record Signal(UUID salonId, Set<Topic> topics, long visibleRows) {}

    private RecordedSignals(TestDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    /** @param table whose rows are counted at each signal */
    public static RecordedSignals of(Signals signals, TestDatabase database, String table) {
        RecordedSignals recorded = new RecordedSignals(database, table);
        signals.addListener(recorded);
        return recorded;
    }

    @Override
    public synchronized void changed(UUID salonId, Set<Topic> topics) {
        // A connection of its own: the one of this thread would see what is not committed yet.
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            signals.add(new Signal(salonId, Set.copyOf(topics), count.getLong(1)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those since the last time. */
    public synchronized List<Signal> take() {
        List<Signal> taken = List.copyOf(signals);
        signals.clear();
        return taken;
    }
}
