package io.quickbooking.core.database;

import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.mybatis.spring.MyBatisExceptionTranslator;
import org.mybatis.spring.SqlSessionTemplate;
import org.mybatis.spring.transaction.SpringManagedTransactionFactory;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;

/**
 * Creates the library's MyBatis mappers. It has its own session factory instead of a bean, so that neither the host
 * application's MyBatis settings nor the library's affect the other.
 */
public final class Mappers {
    private final Configuration configuration;
    private final SqlSessionTemplate session;

    /** @param interceptors are called for every statement; for diagnosis and tests */
    public Mappers(DataSource dataSource, Interceptor... interceptors) {
        configuration =
                new Configuration(new Environment("quick-booking", new SpringManagedTransactionFactory(), dataSource));
        // A log prefix of its own: --logging.level.io.quickbooking=debug must not log parameters, which are phone
        // numbers and names.
        configuration.setLogPrefix("statements.");
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        TypedNull.register(configuration.getTypeHandlerRegistry());
        for (Interceptor interceptor : interceptors) {
            configuration.addInterceptor(interceptor);
        }
        configuration.addInterceptor(new WatchedStatements());
        // Without a given database product, the translator asks the database at the first failure: an additional
        // connection that every failing statement would wait for, exactly when the database is unavailable.
        session = new SqlSessionTemplate(
                new SqlSessionFactoryBuilder().build(configuration),
                ExecutorType.SIMPLE,
                new MyBatisExceptionTranslator(() -> new SQLErrorCodeSQLExceptionTranslator("PostgreSQL"), false));
    }

    /** Returns the mapper of this type; its statements take part in the transaction of the calling thread. */
    public <T> T get(Class<T> type) {
        if (!configuration.hasMapper(type)) {
            configuration.addMapper(type);
        }
        return session.getMapper(type);
    }
}
