-- What a customer's card says does not change with the catalogue: a confirmation books it, or a new card comes. Of the
-- selection that they were written with; the version before raises the number and does not write them.
ALTER TABLE sessions
    ADD COLUMN shown_selection INT,
    ADD COLUMN shown_service   VARCHAR(100),
    ADD COLUMN shown_master    VARCHAR(100),
    ADD COLUMN shown_currency  CHAR(3);
