-- What an application around the library might bring.
CREATE TABLE host_notes (note TEXT);
