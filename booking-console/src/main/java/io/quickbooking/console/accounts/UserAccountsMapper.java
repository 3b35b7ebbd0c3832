package io.quickbooking.console.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface UserAccountsMapper {
    @Select("""
            SELECT u.username, u.password, u.enabled, u.role,
                   (SELECT string_agg(s.salon_id::text, ',')
                    FROM console_user_salons s
                    WHERE s.username = u.username) AS salon_ids,
                   u.version, u.last_signed_in_at
            FROM console_users u
            WHERE (#{search} = '' OR strpos(lower(u.username), lower(#{search})) > 0)
              AND (#{after}::text IS NULL OR u.username > #{after})
            ORDER BY u.username
            LIMIT #{limit}
            """)
    List<ConsoleUserRow> page(String search, @Nullable String after, int limit);

    /** No conflict is named: both keys, the name and the name in small letters, mean that there is such a user. */
    @Insert("""
            INSERT INTO console_users (username, password, role, created_at, updated_at)
            VALUES (#{username}, #{password}, #{role}, #{now}, #{now})
            ON CONFLICT DO NOTHING
            """)
    int insert(String username, String password, Role role, Instant now);

    @Select("""
            SELECT EXISTS (
                SELECT FROM console_users
                WHERE username = #{username}
                  AND password = #{password})
            """)
    boolean isStoredPassword(String username, String password);

    @Select("""
            SELECT username
            FROM console_users
            WHERE role = 'ADMIN'
              AND enabled
            ORDER BY username
            FOR UPDATE
            """)
    List<String> lockEnabledAdmins();

    @Select("""
            SELECT role, enabled
            FROM console_users
            WHERE username = #{username}
            FOR UPDATE
            """)
    Optional<Standing> lock(String username);

    @Update("""
            UPDATE console_users
            SET role = #{role},
                enabled = #{enabled},
                updated_at = #{now}
            WHERE username = #{username}
            """)
    int update(String username, Role role, boolean enabled, Instant now);

    @Update("""
            UPDATE console_users
            SET password = #{password},
                updated_at = #{now}
            WHERE username = #{username}
              AND password <> #{password}
            """)
    int setPassword(String username, String password, Instant now);

    @Select("""
            SELECT s.id, s.code
            FROM console_user_salons listed
            JOIN salons s ON s.id = listed.salon_id
            WHERE listed.username = #{username}
            """)
    List<Listed> salons(String username);

    @Delete("""
            DELETE FROM console_user_salons
            WHERE username = #{username}
              AND salon_id <> ALL (#{salonIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler}::uuid[])
            """)
    int removeOtherSalons(String username, String[] salonIds);

    @Insert("""
            INSERT INTO console_user_salons (username, salon_id)
            SELECT #{username}, s.id
            FROM salons s
            WHERE s.id = ANY (#{salonIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler}::uuid[])
            ON CONFLICT (username, salon_id) DO NOTHING
            """)
    int addSalons(String username, String[] salonIds);

    @Select("""
            SELECT version
            FROM console_users
            WHERE username = #{username}
            FOR UPDATE
            """)
    Optional<Long> lockVersion(String username);

    record Standing(Role role, boolean enabled) {}

    record Listed(UUID id, String code) {}
}
