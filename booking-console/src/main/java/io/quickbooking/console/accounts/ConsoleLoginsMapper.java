package io.quickbooking.console.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

interface ConsoleLoginsMapper {
    @Select("""
            SELECT username, attributes, created_at, seen_at, expires_at
            FROM console_logins
            WHERE id = #{id}
              AND expires_at > #{now}
            """)
    Optional<ConsoleLogin> byId(byte[] id, Instant now);

    @Insert("""
            INSERT INTO console_logins (id, username, attributes, created_at, seen_at, expires_at)
            VALUES (#{id}, #{login.username}, #{login.attributes}, #{login.createdAt}, #{login.seenAt}, #{login.expiresAt})
            """)
    int insert(byte[] id, ConsoleLogin login);

    /** @return 0 when it has ended */
    @Update("""
            UPDATE console_logins
            SET id = #{newId},
                username = #{login.username},
                attributes = #{login.attributes},
                seen_at = #{login.seenAt},
                expires_at = #{login.expiresAt}
            WHERE id = #{id}
            """)
    int update(byte[] id, byte[] newId, ConsoleLogin login);

    @Update("""
            UPDATE console_logins
            SET seen_at = #{seenAt},
                expires_at = #{expiresAt}
            WHERE id = #{id}
              AND seen_at < #{seenAt}
            """)
    int seen(byte[] id, Instant seenAt, Instant expiresAt);

    @Delete("DELETE FROM console_logins WHERE id = #{id}")
    int delete(byte[] id);

    /** A few at a time, and none that somebody else is at. */
    @Delete("""
            DELETE FROM console_logins
            WHERE id IN (
                SELECT id
                FROM console_logins
                WHERE expires_at <= #{now}
                LIMIT 100
                FOR UPDATE SKIP LOCKED)
            """)
    int forgetExpired(Instant now);

    /** @param ids in hexadecimal */
    @Select("""
            SELECT encode(id, 'hex')
            FROM console_logins
            WHERE id IN (
                SELECT decode(one, 'hex')
                FROM unnest(CAST(#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS text[])) AS one)
              AND expires_at > #{now}
            """)
    Set<String> living(String[] ids, Instant now);
}
