-- The embedded TapTalent, one company. Times are milliseconds since 1970 (api-reference/assessments),
-- those of jobs are seconds (api-reference/jobs). Positions order, they may have gaps.

CREATE TABLE company (
  id        TEXT PRIMARY KEY,
  credits   INTEGER NOT NULL CHECK (credits >= 0),
  ids_given INTEGER NOT NULL CHECK (ids_given >= 0)  -- the counter behind opaque ids
) STRICT;

CREATE TABLE jobs (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  title       TEXT NOT NULL,
  description TEXT NOT NULL,
  city        TEXT NOT NULL,
  state       TEXT NOT NULL,
  country     TEXT NOT NULL,
  status      TEXT NOT NULL,
  work_mode   TEXT NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE assessments (
  sequence               INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of creation
  id                     TEXT NOT NULL UNIQUE,
  title                  TEXT NOT NULL,
  job_id                 INTEGER REFERENCES jobs (id),
  status                 TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
  assessment_type        TEXT NOT NULL,
  hiring_for_role        TEXT NOT NULL,
  purpose_of_interview   TEXT NOT NULL,
  duration               REAL NOT NULL CHECK (duration > 0),  -- minutes
  ai_language            TEXT NOT NULL,
  skills                 TEXT NOT NULL CHECK (json_type(skills) = 'array'),
  buckets                TEXT NOT NULL CHECK (json_type(buckets) = 'array'),
  email_verification     INTEGER NOT NULL CHECK (email_verification IN (0, 1)),
  evaluate_cefr          INTEGER NOT NULL CHECK (evaluate_cefr IN (0, 1)),
  submission_count       INTEGER NOT NULL CHECK (submission_count >= 0),
  created_at             INTEGER NOT NULL,
  last_updated_on        INTEGER NOT NULL
) STRICT;

CREATE TABLE questions (
  id                 TEXT PRIMARY KEY,
  assessment_id      TEXT NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
  position           INTEGER NOT NULL,
  question           TEXT NOT NULL,
  type               TEXT NOT NULL,
  system_instruction TEXT,  -- write-only: no read gives it
  ideal_answer       TEXT,  -- write-only: no read gives it
  UNIQUE (assessment_id, position)
) STRICT;

CREATE TABLE flows (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_name       TEXT NOT NULL,
  description     TEXT,
  status          TEXT NOT NULL,
  candidate_count INTEGER NOT NULL CHECK (candidate_count >= 0)
) STRICT;

CREATE TABLE steps (
  flow_id         INTEGER NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  assessment_id   TEXT NOT NULL REFERENCES assessments (id),
  assessment_type TEXT NOT NULL,
  pass_threshold  REAL NOT NULL CHECK (pass_threshold BETWEEN 0 AND 100),
  name            TEXT,
  instructions    TEXT,
  pass_action     TEXT,
  PRIMARY KEY (flow_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX steps_by_assessment ON steps (assessment_id);
