package io.quickbooking.console.accounts;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;

interface ConsoleUsersMapper {
    @Select("""
            SELECT u.username, u.password, u.enabled, u.role,
                   (SELECT string_agg(s.salon_id::text, ',')
                    FROM console_user_salons s
                    WHERE s.username = u.username) AS salon_ids,
                   u.version, u.last_signed_in_at
            FROM console_users u
            WHERE u.username = #{username}
            """)
    Optional<ConsoleUserRow> byName(String username);

    /** No conflict is named: both keys, the name and the name in small letters, mean that there is such a user. */
    @Insert("""
            INSERT INTO console_users (username, password, role, created_at, updated_at)
            VALUES (#{username}, #{password}, #{role}, #{now}, #{now})
            ON CONFLICT DO NOTHING
            """)
    int insert(String username, String password, Role role, Instant now);

    @Insert("""
            INSERT INTO console_users (username, password, role, created_at, updated_at)
            VALUES (#{username}, #{password}, 'ADMIN', #{now}, #{now})
            ON CONFLICT (username) DO UPDATE
            SET password = EXCLUDED.password,
                role = 'ADMIN',
                enabled = TRUE,
                updated_at = EXCLUDED.updated_at
            """)
    int saveAdmin(String username, String password, Instant now);
}
