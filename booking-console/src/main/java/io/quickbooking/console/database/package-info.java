/** Which PostgreSQL the console runs on: an embedded one of its own, or the one that {@code DATABASE_URL} names. */
@NullMarked
package io.quickbooking.console.database;

import org.jspecify.annotations.NullMarked;
