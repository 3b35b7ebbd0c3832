package io.quickbooking.core.simulation;

import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Select;

/** Deletes simulated rows. Every statement is restricted to the simulated realm, so that a wrong id deletes nothing real. */
interface SimulatedRowsMapper {
    String CUSTOMERS = "ANY (CAST(#{customerIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))";
    String USERS = "ANY (#{userIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})";
    String OF_CUSTOMERS = """
            WHERE realm = 'SIMULATED'
              AND salon_id = #{salonId}
              AND customer_id =\s""" + CUSTOMERS;

    /** Locks the customers, so that none of their messages is handled while they are removed. */
    @Select("""
            SELECT id
            FROM customers
            WHERE realm = 'SIMULATED'
              AND salon_id = #{salonId}
              AND user_id =\s""" + USERS + """

            ORDER BY id
            FOR UPDATE
            """)
    List<UUID> lock(UUID salonId, String[] userIds);

    @Delete("DELETE FROM tap_events " + OF_CUSTOMERS)
    int deleteTapEvents(UUID salonId, String[] customerIds);

    @Delete("DELETE FROM outbound_messages " + OF_CUSTOMERS)
    int deleteOutboundMessages(UUID salonId, String[] customerIds);

    @Delete("DELETE FROM sessions " + OF_CUSTOMERS)
    int deleteSessions(UUID salonId, String[] customerIds);

    @Delete("""
            DELETE FROM inbound_messages
            WHERE realm = 'SIMULATED'
              AND salon_id = #{salonId}
              AND user_id =\s""" + USERS)
    int deleteInboundMessages(UUID salonId, String[] userIds);

    @Delete("""
            DELETE FROM customers
            WHERE realm = 'SIMULATED'
              AND salon_id = #{salonId}
              AND id =\s""" + CUSTOMERS)
    int deleteCustomers(UUID salonId, String[] customerIds);
}
