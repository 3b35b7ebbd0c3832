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
 * Makes the library's MyBatis mappers. It has a session factory of its own rather than a bean, so that a host
 * application's MyBatis keeps its settings and ours keep theirs.
 */
public final class Mappers {
    private final Configuration configuration;
    private final SqlSessionTemplate session;

    /** @param interceptors see every statement; for diagnosis and tests */
    public Mappers(DataSource dataSource, Interceptor... interceptors) {
        configuration =
                new Configuration(new Environment("quick-booking", new SpringManagedTransactionFactory(), dataSource));
        // With --logging.level.io.quickbooking=debug nobody means to see parameters, which are phone numbers and names.
        configuration.setLogPrefix("statements.");
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        TypedNull.register(configuration.getTypeHandlerRegistry());
        for (Interceptor interceptor : interceptors) {
            configuration.addInterceptor(interceptor);
        }
        configuration.addInterceptor(new WatchedStatements());
        // Untold which database it is, the translator asks it at the first failure: one more connection that has to be
        // waited for, by everybody whose statement fails meanwhile, just when the database is away.
        session = new SqlSessionTemplate(
                new SqlSessionFactoryBuilder().build(configuration),
                ExecutorType.SIMPLE,
                new MyBatisExceptionTranslator(() -> new SQLErrorCodeSQLExceptionTranslator("PostgreSQL"), false));
    }

    /** The mapper of this type; its statements take part in the transaction of the calling thread. */
    public <T> T get(Class<T> type) {
        if (!configuration.hasMapper(type)) {
            configuration.addMapper(type);
        }
        return session.getMapper(type);
    }
}
