package io.quickbooking.console.accounts;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

interface SignInsMapper {
    @Select("""
            SELECT max(until)
            FROM sign_in_failures
            WHERE (username, address) IN ((#{username}, #{address}), (#{username}, ''), ('', #{address}))
              AND until > #{now}
              AND failures >= CASE
                    WHEN address = '' THEN #{name}::int
                    WHEN username = '' THEN #{anyName}::int
                    ELSE #{nameFromAddress}::int
                  END
            """)
    Optional<Instant> blockedUntil(
            String username, String address, int nameFromAddress, int name, int anyName, Instant now);

    @Select(value = """
            INSERT INTO sign_in_failures AS f (username, address, failures, until)
            VALUES (#{username}, #{address}, 1, #{until})
            ON CONFLICT (username, address) DO UPDATE
            SET failures = CASE WHEN f.until > #{now} THEN f.failures + 1 ELSE 1 END,
                until = CASE WHEN f.until > #{now} THEN f.until ELSE EXCLUDED.until END
            RETURNING failures
            """, affectData = true)
    int add(String username, String address, Instant now, Instant until);

    @Delete("""
            DELETE FROM sign_in_failures
            WHERE username = #{username}
              AND address = #{address}
            """)
    int forget(String username, String address);

    /** A few at a time, and none that somebody else is counting up. */
    @Delete("""
            DELETE FROM sign_in_failures
            WHERE (username, address) IN (
                SELECT username, address
                FROM sign_in_failures
                WHERE until <= #{now}
                LIMIT 100
                FOR UPDATE SKIP LOCKED)
            """)
    int forgetOld(Instant now);

    @Update("""
            UPDATE console_users
            SET last_signed_in_at = #{now}
            WHERE username = #{username}
            """)
    int signedIn(String username, Instant now);
}
