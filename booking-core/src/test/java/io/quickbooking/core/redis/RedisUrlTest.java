package io.quickbooking.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.redis.RedisUrl.Encryption;
import io.quickbooking.core.redis.RedisUrl.Kind;
import io.quickbooking.core.redis.RedisUrl.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
    @Test
    void one_server() {
        RedisUrl url = RedisUrl.parse(" rediss://salon:p%40ss+word@cache.example.com:6380/3 ");

        assertThat(url.kind()).isEqualTo(Kind.STANDALONE);
        assertThat(url.encryption()).isEqualTo(Encryption.FULL);
        assertThat(url.user()).isEqualTo("salon");
        assertThat(url.password()).isEqualTo("p@ss+word");
        assertThat(url.nodes()).containsExactly(new Node("cache.example.com", 6380));
        assertThat(url.database()).isEqualTo(3);
    }

    @Test
    void the_least_there_can_be() {
        RedisUrl url = RedisUrl.parse("redis://cache");

        assertThat(url.encryption()).isEqualTo(Encryption.NONE);
        assertThat(url.user()).isNull();
        assertThat(url.password()).isNull();
        assertThat(url.nodes()).containsExactly(new Node("cache", 6379));
        assertThat(url.database()).isZero();
    }

    @Test
    void a_password_without_a_user() {
        RedisUrl url = RedisUrl.parse("redis://:secret@cache");

        assertThat(url.user()).isNull();
        assertThat(url.password()).isEqualTo("secret");
    }

    @Test
    void sentinels() {
        RedisUrl url = RedisUrl.parse("redis-sentinel://:secret@one,two:26380/2?sentinelPassword=other#salons");

        assertThat(url.kind()).isEqualTo(Kind.SENTINEL);
        assertThat(url.nodes()).containsExactly(new Node("one", 26379), new Node("two", 26380));
        assertThat(url.master()).isEqualTo("salons");
        assertThat(url.database()).isEqualTo(2);
        assertThat(url.password()).isEqualTo("secret");
        assertThat(url.sentinelPassword()).isEqualTo("other");
    }

    @Test
    void a_cluster() {
        RedisUrl url = RedisUrl.parse("rediss-cluster://salon:secret@one:7000,[::1]:7001?verifyPeer=ca");

        assertThat(url.kind()).isEqualTo(Kind.CLUSTER);
        assertThat(url.encryption()).isEqualTo(Encryption.CA);
        assertThat(url.nodes()).containsExactly(new Node("one", 7000), new Node("[::1]", 7001));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache:6379",
                "http://cache",
                "redis://",
                "redis://cache:0",
                "redis://cache:65536",
                "redis://cache:x",
                "redis://one,two",
                "redis://cache/x",
                "redis://cache#master",
                "redis://cache?verifyPeer=none",
                "rediss://cache?verifyPeer=maybe",
                "redis://cache?timeout=5",
                "redis://cache?timeout",
                "redis://%zz@cache",
                "redis://:%zz@cache",
                "redis-sentinel://one,two",
                "redis-sentinel://one,,two#m",
                "redis-cluster://one/1",
                "redis-socket:///tmp/redis"
            })
    void what_cannot_be_read_says_what_is_allowed(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(redis://user:password@host|a URL) ?.*");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://salon:secret@cache, redis://***@cache",
        "redis://secret@cache, redis://***@cache",
        "redis-sentinel://:secret@one?sentinelPassword=secret#m, redis-sentinel://***@one?sentinelPassword=***#m",
        "redis://salon:sec@ret@cache, redis://***@cache",
        "salon:secret@cache, ***@cache",
        "redis://cache, redis://cache"
    })
    void passwords_are_never_shown(String text, String masked) {
        assertThat(RedisUrl.masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://salon:secret@cache, redis://cache:6379",
        "'rediss-cluster://:secret@one:7000,two:7001', 'rediss-cluster://one:7000,two:7001'",
        "redis-sentinel://one/2#m, redis-sentinel://one:26379/2#m"
    })
    void people_are_told_where_it_is(String text, String shown) {
        assertThat(RedisUrl.parse(text)).hasToString(shown);
    }
}
