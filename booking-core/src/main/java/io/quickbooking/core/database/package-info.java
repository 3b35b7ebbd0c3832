/** Access to PostgreSQL: transactions with retries, migrations, mappers. */
@NullMarked
package io.quickbooking.core.database;

import org.jspecify.annotations.NullMarked;
