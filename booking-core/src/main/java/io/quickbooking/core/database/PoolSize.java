package io.quickbooking.core.database;

import io.quickbooking.core.InvalidPropertyException;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.beans.PropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Reads the maximum size of a connection pool from its bean property, because a host need not have HikariCP on the class path.
 */
public final class PoolSize {
    /** The migration at the start uses three connections at once. */
    private static final int LEAST = 3;

    /** Spring Boot's setting by bean property, for HikariCP, Tomcat, Commons DBCP 2 and Oracle UCP. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "maximumPoolSize", "spring.datasource.hikari.maximum-pool-size",
            "maxActive", "spring.datasource.tomcat.max-active",
            "maxTotal", "spring.datasource.dbcp2.max-total",
            "maxPoolSize", "spring.datasource.oracleucp.max-pool-size"));

    private PoolSize() {}

    /** Returns the maximum size; empty if it is unknown or unlimited. */
    public static OptionalInt of(DataSource dataSource) {
        return SETTINGS.keySet().stream()
                .map(property -> read(pool(dataSource), property))
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
    }

    /** @throws InvalidPropertyException if the pool is too small for the start */
    static void require(DataSource dataSource) {
        SETTINGS.forEach((property, setting) -> read(pool(dataSource), property).ifPresent(size -> {
            if (size < LEAST) {
                throw new InvalidPropertyException(
                        setting, size, "at least " + LEAST + ": the start uses that many connections at once");
            }
        }));
    }

    private static DataSource pool(DataSource dataSource) {
        DataSource pool = dataSource;
        while (pool instanceof DelegatingDataSource proxy) {
            pool = Objects.requireNonNull(proxy.getTargetDataSource());
        }
        return pool;
    }

    private static OptionalInt read(DataSource pool, String property) {
        PropertyAccessor properties = PropertyAccessorFactory.forBeanPropertyAccess(pool);
        return properties.isReadableProperty(property)
                        && properties.getPropertyValue(property) instanceof Integer size
                        && size > 0
                ? OptionalInt.of(size)
                : OptionalInt.empty();
    }
}
