package io.quickbooking.core.admin;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;

interface ConsoleUsersMapper {
    @Select("SELECT username, password, enabled FROM console_users WHERE username = #{username}")
    Optional<ConsoleUser> byName(String username);

    @Insert("""
            INSERT INTO console_users (username, password, created_at, updated_at)
            VALUES (#{username}, #{password}, #{now}, #{now})
            ON CONFLICT DO NOTHING
            """)
    int insert(String username, String password, Instant now);

    @Insert("""
            INSERT INTO console_users (username, password, created_at, updated_at)
            VALUES (#{username}, #{password}, #{now}, #{now})
            ON CONFLICT (username) DO UPDATE
            SET password = EXCLUDED.password,
                enabled = TRUE,
                updated_at = EXCLUDED.updated_at
            """)
    int save(String username, String password, Instant now);
}
