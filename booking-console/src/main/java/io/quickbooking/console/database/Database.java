package io.quickbooking.console.database;

/** The PostgreSQL that the application works on, from the start to the end of the application. */
public sealed interface Database extends AutoCloseable permits EmbeddedDatabase, ExternalDatabase {
    DatabaseUrl url();

    /** For people, without secrets: which one it is and where. */
    String description();

    /** Call it when every connection is closed. */
    @Override
    void close();
}
