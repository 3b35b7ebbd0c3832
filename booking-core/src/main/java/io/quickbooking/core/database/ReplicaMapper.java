package io.quickbooking.core.database;

import org.apache.ibatis.annotations.Select;

interface ReplicaMapper {
    // What has been committed is flushed before anybody sees it, unless that has been switched off.
    String WRITTEN = """
            CAST(CASE WHEN current_setting('synchronous_commit') = 'off'
                      THEN pg_current_wal_insert_lsn()
                      ELSE pg_current_wal_flush_lsn()
                 END - CAST('0/0' AS pg_lsn) AS bigint)
            """;

    String CLUSTER = """
            (SELECT system_identifier FROM pg_control_system()) || '/' || current_database()
            """;

    /** How far the log of a database goes that is no copy: all that anybody sees was written before it. */
    @Select("SELECT " + WRITTEN)
    long written();

    /** A database that is no copy. */
    @Select("SELECT " + WRITTEN + " AS position, " + CLUSTER + " AS cluster")
    Position source();

    /** A copy; its position is -1 when it is none. */
    @Select("""
            SELECT CASE WHEN pg_is_in_recovery()
                        THEN coalesce(CAST(pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) AS bigint), 0)
                        ELSE -1
                   END AS position,
            """ + CLUSTER + " AS cluster")
    Position copy();

    /**
     * @param position in bytes of the log
     * @param cluster which server's files, and which database
     */
    record Position(long position, String cluster) {}
}
