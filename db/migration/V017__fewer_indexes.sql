-- The same as tap_events_customer but for the order; every tap wrote both, and a customer's taps are few.
DROP INDEX tap_events_of_customer;
