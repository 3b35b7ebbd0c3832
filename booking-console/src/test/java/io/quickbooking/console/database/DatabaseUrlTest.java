package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.InvalidPropertyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            postgresql://ann:pw@db.example.com:6432/salon    | db.example.com:6432      | salon   | ann   | pw
            postgres://ann:pw@db/salon                       | db:5432                  | salon   | ann   | pw
            postgresql://ann@db/salon                        | db:5432                  | salon   | ann   | -
            postgresql://db/salon                            | db:5432                  | salon   | -     | -
            postgresql://ann:@db/salon                       | db:5432                  | salon   | ann   | ''
            postgresql://a%40b:p%3A%2F%40%25+@db/my%20salon  | db:5432                  | my salon| a@b   | p:/@%+
            postgresql://ann:p:w@db/salon                    | db:5432                  | salon   | ann   | p:w
            postgresql://ann:p@w@db/salon                    | db:5432                  | salon   | ann   | p@w
            postgresql://ann:pw@[2001:db8::7]:6432/salon     | [2001:db8::7]:6432       | salon   | ann   | pw
            postgresql://[::1]/salon                         | [::1]:5432               | salon   | -     | -
            postgresql://one:1111,two/salon                  | one:1111,two:5432        | salon   | -     | -
            jdbc:postgresql://db:6432/salon                  | db:6432                  | salon   | -     | -
            jdbc:postgresql://db/salon?user=ann&password=p%26w | db:5432                | salon   | ann   | p&w
            jdbc:postgresql://ann:pw@db/salon                | db:5432                  | salon   | ann   | pw
            """)
    void every_usual_form_is_read(String text, String server, String database, String user, String password) {
        DatabaseUrl url = parse(text);
        assertThat(url.server()).isEqualTo(server);
        assertThat(url.database()).isEqualTo(database);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db/salon,                                     20,  3",
        "postgresql://db/salon?connection_limit=7,                   7,  3",
        "postgresql://db/salon?pool_timeout=60&connection_limit=500, 500, 60",
        "jdbc:postgresql://db/salon?connection_limit=3&pool_timeout=1, 3,  1"
    })
    void the_pool_has_the_size_and_patience_that_are_asked_for(String text, int connections, int seconds) {
        DatabaseUrl url = parse(text);
        assertThat(url.connectionLimit()).isEqualTo(connections);
        assertThat(url.poolTimeout()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(url.jdbcUrl()).doesNotContain("connection_limit", "pool_timeout");
    }

    @Test
    void other_parameters_reach_the_driver_and_replace_the_defaults() {
        DatabaseUrl url = parse("postgresql://db/salon?sslmode=require&socketTimeout=0&options=-c%20search_path%3Da");
        assertThat(url.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/salon?ApplicationName=quick-booking&connectTimeout=5"
                        + "&logServerErrorDetail=false&loginTimeout=10&options=-c%20search_path%3Da&reWriteBatchedInserts=true&socketTimeout=0"
                        + "&sslmode=require&tcpKeepAlive=true");
        assertThat(url.dataSource().getSslmode()).isEqualTo("require");
        assertThat(url.dataSource().getOptions()).isEqualTo("-c search_path=a");
    }

    @Test
    void driver_gets_names_with_special_characters_unchanged() {
        var dataSource = parse("postgresql://a%40b:p%25w@[::1]:6432/my%20salon").dataSource();
        assertThat(dataSource.getServerNames()).containsExactly("[::1]");
        assertThat(dataSource.getPortNumbers()).containsExactly(6432);
        assertThat(dataSource.getDatabaseName()).isEqualTo("my salon");
        assertThat(dataSource.getUser()).isEqualTo("a@b");
        assertThat(dataSource.getPassword()).isEqualTo("p%w");
    }

    @Test
    void password_is_not_shown() {
        assertThat(parse("postgresql://ann:hidden@db/salon?sslpassword=hidden"))
                .hasToString("postgresql://ann@db:5432/salon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql://ann:hidden@db/salon                       | 'mysql://ann:***@db/salon'
            ann:hidden@db/salon                               | 'ann:***@db/salon'
            postgresql://ann:hidden@db                        | 'postgresql://ann:***@db'
            postgresql://ann:hid/den@db/salon                 | 'postgresql://ann:***@db/salon'
            postgresql://ann:%zzhidden@db/salon               | 'postgresql://ann:***@db/salon'
            postgresql://ann:hidden                           | 'postgresql://ann:***'
            postgresql://ann:hidden/salon                     | 'postgresql://ann:***/salon'
            jdbc:postgresql://ann:hidden@db                   | 'jdbc:postgresql://ann:***@db'
            jdbc:postgresql://db?user=ann&password=hidden     | 'jdbc:postgresql://db?user=ann&password=***'
            host=db user=ann password=hidden                  | 'host=db user=ann password=***'
            postgresql://db:99999/salon                       | 'postgresql://db:99999/salon'
            postgresql://[::1:5432/salon                      | 'postgresql://[::1:5432/salon'
            postgresql://ann:hidden@db/salon?connection_limit | 'postgresql://ann:***@db/salon?connection_limit'
            """)
    void wrong_url_is_refused_without_showing_its_password(String text, String shown) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageStartingWith("booking.database-url is " + "'" + shown + "', but must be ")
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection_limit=2", "connection_limit=501", "connection_limit=many", "connection_limit="})
    void connection_limit_is_3_to_500(String parameter) {
        assertThatThrownBy(() -> parse("postgresql://ann:hidden@db/salon?" + parameter))
                .hasMessage("booking.database-url is 'postgresql://ann:***@db/salon?" + parameter
                        + "', but must be a URL with a connection_limit of 3 to 500 connections");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool_timeout=0", "pool_timeout=61", "pool_timeout=3s", "pool_timeout=-1"})
    void pool_timeout_is_1_to_60_seconds(String parameter) {
        assertThatThrownBy(() -> parse("postgresql://db/salon?" + parameter))
                .hasMessageEndingWith("must be a URL with a pool_timeout of 1 to 60 seconds");
    }

    private static DatabaseUrl parse(String text) {
        return DatabaseUrl.parse("booking.database-url", text);
    }

    @Test
    void behind_pgbouncer_no_statement_is_prepared_on_the_server() {
        DatabaseUrl url = DatabaseUrl.parse("test", "postgresql://db/salon?pgbouncer=true");
        assertThat(url.pgBouncer()).isTrue();
        assertThat(url.jdbcUrl()).contains("prepareThreshold=0").doesNotContain("pgbouncer");
        assertThat(DatabaseUrl.parse("test", "postgresql://db/salon").pgBouncer())
                .isFalse();
        assertThatThrownBy(() -> DatabaseUrl.parse("test", "postgresql://db/salon?pgbouncer=yes"))
                .hasMessageContaining("a URL with a pgbouncer of true or false");
    }
}
