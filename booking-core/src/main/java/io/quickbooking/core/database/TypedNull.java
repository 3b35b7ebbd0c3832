package io.quickbooking.core.database;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.apache.ibatis.type.ByteArrayTypeHandler;
import org.apache.ibatis.type.EnumTypeHandler;
import org.apache.ibatis.type.IntegerTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.LocalDateTimeTypeHandler;
import org.apache.ibatis.type.LocalDateTypeHandler;
import org.apache.ibatis.type.LongTypeHandler;
import org.apache.ibatis.type.StringTypeHandler;
import org.apache.ibatis.type.TypeHandler;
import org.apache.ibatis.type.TypeHandlerRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Declares the SQL type of null parameters. For the driver, a null without a type has a different type from the values before
 * it, and the driver prepares the whole statement again whenever the types change.
 *
 * @param type of {@link Types}
 * @param name of a type that JDBC does not know; null if it does
 */
record TypedNull<T>(
        TypeHandler<T> handler, int type, @Nullable String name) implements TypeHandler<T> {
    static void register(TypeHandlerRegistry registry) {
        registry.register(UUID.class, new TypedNull<>(new UuidTypeHandler(), Types.OTHER, "uuid"));
        registry.register(String.class, new TypedNull<>(new StringTypeHandler(), Types.VARCHAR, null));
        registry.register(Integer.class, new TypedNull<>(new IntegerTypeHandler(), Types.INTEGER, null));
        registry.register(int.class, new TypedNull<>(new IntegerTypeHandler(), Types.INTEGER, null));
        registry.register(Long.class, new TypedNull<>(new LongTypeHandler(), Types.BIGINT, null));
        registry.register(long.class, new TypedNull<>(new LongTypeHandler(), Types.BIGINT, null));
        registry.register(LocalDate.class, new TypedNull<>(new LocalDateTypeHandler(), Types.DATE, null));
        registry.register(
                LocalDateTime.class, new TypedNull<>(new LocalDateTimeTypeHandler(), Types.OTHER, "timestamp"));
        registry.register(byte[].class, new TypedNull<>(new ByteArrayTypeHandler(), Types.BINARY, null));
        registry.setDefaultEnumTypeHandler(OfEnum.class);
    }

    @Override
    public void setParameter(PreparedStatement statement, int index, @Nullable T value, @Nullable JdbcType declared)
            throws SQLException {
        if (value != null) {
            handler.setParameter(statement, index, value, declared);
        } else if (name != null) {
            statement.setNull(index, type, name);
        } else {
            statement.setNull(index, type);
        }
    }

    @Override
    public T getResult(ResultSet row, String column) throws SQLException {
        return handler.getResult(row, column);
    }

    @Override
    public T getResult(ResultSet row, int column) throws SQLException {
        return handler.getResult(row, column);
    }

    @Override
    public T getResult(CallableStatement call, int column) throws SQLException {
        return handler.getResult(call, column);
    }

    /** Stores enums as text. Public, so that MyBatis can instantiate it. */
    public static final class OfEnum<E extends Enum<E>> extends EnumTypeHandler<E> {
        public OfEnum(Class<E> type) {
            super(type);
        }

        @Override
        public void setParameter(PreparedStatement statement, int index, @Nullable E value, @Nullable JdbcType declared)
                throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.VARCHAR);
            } else {
                super.setParameter(statement, index, value, declared);
            }
        }
    }
}
