CREATE TABLE interview (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    held_on TEXT NOT NULL,
    created REAL NOT NULL,
    touched REAL NOT NULL,
    is_general INTEGER NOT NULL
);

CREATE UNIQUE INDEX one_general_for_each_role ON interview (role) WHERE is_general;

CREATE TABLE answer (
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    guide TEXT NOT NULL,
    step TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (interview, guide, step)
);

CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at REAL NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX entries_of_an_interview ON entry (interview, kind);
