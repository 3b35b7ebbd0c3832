-- When a master is busy, read from the index alone: the bookings of a salon lie scattered over the table, and a search that
-- goes through months of full days visited a page for every few of them.
CREATE INDEX bookings_taken ON bookings (salon_id, master_id, busy_from)
    INCLUDE (busy_until, realm, status, held_until, customer_id)
    WHERE status IN ('HELD', 'CONFIRMED', 'COMPLETED');

-- Only pages that were vacuumed can be left out. The defaults wait for a fifth of the table, and the bookings that are
-- ahead are its latest part.
ALTER TABLE bookings SET (
    autovacuum_vacuum_insert_scale_factor = 0.01,
    autovacuum_vacuum_scale_factor = 0.02);
