package io.quickbooking.core.database;

import org.apache.ibatis.annotations.Select;

interface ReplicaMapper {
    // Committed data is flushed before any other transaction sees it, unless synchronous_commit is off.
    String WRITTEN = """
            CAST(CASE WHEN current_setting('synchronous_commit') = 'off'
                      THEN pg_current_wal_insert_lsn()
                      ELSE pg_current_wal_flush_lsn()
                 END - CAST('0/0' AS pg_lsn) AS bigint)
            """;

    String CLUSTER = """
            (SELECT system_identifier FROM pg_control_system()) || '/' || current_database()
            """;

    /** Returns the end of the primary's log: everything that is visible to any transaction was written before it. */
    @Select("SELECT " + WRITTEN)
    long written();

    /** Returns the position of a database that is not a replica. */
    @Select("SELECT " + WRITTEN + " AS position, " + CLUSTER + " AS cluster")
    Position source();

    /** Returns the position of a replica; -1 if the database is not one. */
    @Select("""
            SELECT CASE WHEN pg_is_in_recovery()
                        THEN coalesce(CAST(pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) AS bigint), 0)
                        ELSE -1
                   END AS position,
            """ + CLUSTER + " AS cluster")
    Position copy();

    /**
     * A position in the log of a database.
     *
     * @param position in bytes
     * @param cluster system identifier of the server's files, and the database
     */
    record Position(long position, String cluster) {}
}
