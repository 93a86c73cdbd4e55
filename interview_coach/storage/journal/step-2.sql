CREATE TABLE detail (
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (interview, name)
);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
