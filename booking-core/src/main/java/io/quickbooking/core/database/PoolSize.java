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

/** How many connections a pool may have, by the property of its bean: a host need not have HikariCP. */
public final class PoolSize {
    /** The migration at the start takes three at once. */
    private static final int LEAST = 3;

    /** The setting of Spring Boot by the bean's property: of HikariCP, Tomcat, Commons DBCP 2 and Oracle UCP. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "maximumPoolSize", "spring.datasource.hikari.maximum-pool-size",
            "maxActive", "spring.datasource.tomcat.max-active",
            "maxTotal", "spring.datasource.dbcp2.max-total",
            "maxPoolSize", "spring.datasource.oracleucp.max-pool-size"));

    private PoolSize() {}

    /** Empty: unknown, or without a limit. */
    public static OptionalInt of(DataSource dataSource) {
        return SETTINGS.keySet().stream()
                .map(property -> read(pool(dataSource), property))
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
    }

    /** @throws InvalidPropertyException when the pool is too small for the start */
    static void require(DataSource dataSource) {
        SETTINGS.forEach((property, setting) -> read(pool(dataSource), property).ifPresent(size -> {
            if (size < LEAST) {
                throw new InvalidPropertyException(
                        setting, size, "at least " + LEAST + ": so many connections are taken at once at the start");
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
