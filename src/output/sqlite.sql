-- The tables of glane.sqlite, schema version 2. Dates are ISO 8601 (2022-05-03), offsets bytes, half-open.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A post and the measures of its text, as in posts.jsonl. `name` is the id of the post in its archive.
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    author TEXT,
    url TEXT,
    language TEXT NOT NULL,
    analyzed INTEGER NOT NULL,
    words INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    letters INTEGER NOT NULL,
    syllables INTEGER NOT NULL,
    sentence_length REAL,
    word_length REAL,
    lexical_diversity REAL,
    readability REAL,
    reading_seconds INTEGER NOT NULL,
    text TEXT
);

-- A family of variants, over the whole archive. `keyphrase_of` has the posts whose list gives it, `posts` those whose
-- title or text mentions it and `occurrences` the mentions there, both for the families that report.json names.
CREATE TABLE keyphrases (
    id INTEGER PRIMARY KEY,
    lemma TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    posts INTEGER,
    occurrences INTEGER,
    keyphrase_of INTEGER NOT NULL DEFAULT 0,
    weight REAL NOT NULL DEFAULT 0
);

-- A keyphrase of a post; rank 1 is the best.
CREATE TABLE post_keyphrases (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts (id),
    keyphrase INTEGER NOT NULL REFERENCES keyphrases (id),
    rank INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    count INTEGER NOT NULL,
    mentions INTEGER NOT NULL
);

CREATE TABLE variants (
    post_keyphrase INTEGER NOT NULL REFERENCES post_keyphrases (id),
    text TEXT NOT NULL,
    count INTEGER NOT NULL
);

CREATE TABLE spans (
    post_keyphrase INTEGER NOT NULL REFERENCES post_keyphrases (id),
    in_title INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);

CREATE TABLE labels (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE post_labels (
    post INTEGER NOT NULL REFERENCES posts (id),
    label INTEGER NOT NULL REFERENCES labels (id),
    PRIMARY KEY (post, label)
) WITHOUT ROWID;

CREATE TABLE themes (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    posts INTEGER NOT NULL,
    weight REAL NOT NULL
);

CREATE TABLE theme_keyphrases (
    theme INTEGER NOT NULL REFERENCES themes (id),
    keyphrase INTEGER NOT NULL REFERENCES keyphrases (id),
    rank INTEGER NOT NULL,
    strength REAL NOT NULL,
    PRIMARY KEY (theme, rank)
) WITHOUT ROWID;

-- A month, a quarter or a year: its name in the report, its first day, and its analyzed posts.
CREATE TABLE periods (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    starts TEXT NOT NULL,
    posts INTEGER NOT NULL
);

-- Posts of each period that mention a family of report.json, and the mentions there; none where there is no row.
CREATE TABLE keyphrase_periods (
    keyphrase INTEGER NOT NULL REFERENCES keyphrases (id),
    period INTEGER NOT NULL REFERENCES periods (id),
    posts INTEGER NOT NULL,
    occurrences INTEGER NOT NULL,
    PRIMARY KEY (keyphrase, period)
) WITHOUT ROWID;

CREATE TABLE theme_periods (
    theme INTEGER NOT NULL REFERENCES themes (id),
    period INTEGER NOT NULL REFERENCES periods (id),
    posts INTEGER NOT NULL,
    PRIMARY KEY (theme, period)
) WITHOUT ROWID;

-- Themes and keyphrases that rise, fall, burst or are new.
CREATE TABLE trends (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    posts INTEGER NOT NULL,
    since TEXT,
    until TEXT,
    share_before REAL NOT NULL,
    share_after REAL NOT NULL,
    log_ratio REAL NOT NULL,
    p_value REAL NOT NULL,
    q_value REAL NOT NULL,
    posts_before INTEGER NOT NULL,
    total_before INTEGER NOT NULL,
    posts_after INTEGER NOT NULL,
    total_after INTEGER NOT NULL
);

-- Files and posts that could not be read.
CREATE TABLE errors (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    line INTEGER,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- More than one where errors of one kind repeat in one file.
    count INTEGER NOT NULL
);

CREATE VIEW posts_per_month AS
SELECT strftime('%Y-%m-01', published) AS month, count(*) AS posts, sum(words) AS words,
       avg(readability) AS readability
FROM posts WHERE analyzed AND published IS NOT NULL GROUP BY 1;

-- Posts of each month whose list of keyphrases gives a phrase, and their share of the posts of that month.
CREATE VIEW keyphrases_per_month AS
SELECT strftime('%Y-%m-01', p.published) AS month, k.text AS keyphrase, k.lemma AS lemma,
       count(DISTINCT p.id) AS keyphrase_of, sum(pk.count) AS count,
       round(1.0 * count(DISTINCT p.id) / m.posts, 4) AS share
FROM post_keyphrases pk
JOIN posts p ON p.id = pk.post
JOIN keyphrases k ON k.id = pk.keyphrase
JOIN posts_per_month m ON m.month = strftime('%Y-%m-01', p.published)
GROUP BY 1, k.id;

CREATE VIEW themes_per_period AS
SELECT d.starts AS starts, d.name AS period, t.id AS theme, t.name AS name, tp.posts AS posts,
       round(1.0 * tp.posts / nullif(d.posts, 0), 4) AS share
FROM theme_periods tp JOIN themes t ON t.id = tp.theme JOIN periods d ON d.id = tp.period;

CREATE VIEW labels_per_month AS
SELECT strftime('%Y-%m-01', p.published) AS month, l.name AS label, count(*) AS posts
FROM post_labels pl JOIN posts p ON p.id = pl.post JOIN labels l ON l.id = pl.label
WHERE p.published IS NOT NULL GROUP BY 1, l.id;

CREATE VIEW keyphrases_of_posts AS
SELECT p.name AS post, p.title AS title, p.published AS published, pk.rank AS rank, pk.text AS keyphrase,
       k.lemma AS lemma, pk.kind AS kind, pk.score AS score, pk.count AS count, pk.mentions AS mentions
FROM post_keyphrases pk JOIN posts p ON p.id = pk.post JOIN keyphrases k ON k.id = pk.keyphrase;

-- Titles, and texts if they were stored: SELECT rowid FROM posts_search('velo') finds "vélo" as well.
CREATE VIRTUAL TABLE posts_search USING fts5 (
    title, text, content = 'posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
