package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class MappersTest {
    @Test
    void failure_while_the_database_is_away_is_told_without_another_connection() {
        AwayDataSource away = new AwayDataSource();
        AnyMapper mapper = new Mappers(away).get(AnyMapper.class);

        assertThatThrownBy(mapper::one).matches(TransientFailure::is);

        assertThat(away.asked).isEqualTo(1);
    }

    interface AnyMapper {
        @Select("SELECT 1")
        int one();
    }

    /** Its connections are dead, which shows at the first statement. */
    private static final class AwayDataSource extends AbstractDataSource {
        private int asked;

        @Override
        public Connection getConnection() {
            asked++;
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (connection, method, arguments) -> {
                        if (method.getReturnType() == boolean.class) {
                            return method.getName().equals("getAutoCommit");
                        }
                        if (method.getReturnType() == void.class) {
                            return null;
                        }
                        throw new SQLException("connection reset", "08006");
                    });
        }

        @Override
        public Connection getConnection(String username, String password) {
            return getConnection();
        }
    }
}
