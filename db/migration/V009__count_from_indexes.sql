-- Lists of bookings are counted, by status and master, from the index alone: from the table that is a page read for each.
DROP INDEX bookings_salon_start;
CREATE INDEX bookings_salon_start ON bookings (salon_id, start_ts, booking_code) INCLUDE (realm, status, master_id);

-- The same as sessions_customer and outbound_messages_of_customer; every tap would write them too.
DROP INDEX sessions_of_customer;
DROP INDEX outbound_messages_customer;
