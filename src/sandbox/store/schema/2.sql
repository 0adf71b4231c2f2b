-- What all systems share, the rest of TapTalent, Flowmingo, and Promptster. Times are milliseconds since 1970.
-- A `sequence` is the order of creation.

-- How a system is set up: its key's scopes, its plan. One row a system that differs from the defaults, by the
-- system's name, and one for the seed that was planted last.
CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_type(value) = 'object')
) STRICT;

-- Every mail that a real system would have sent.
CREATE TABLE mails (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  system    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  recipient TEXT NOT NULL,
  about     TEXT NOT NULL,  -- the id of what the mail brought
  sent_at   INTEGER NOT NULL
) STRICT;

-- TapTalent ---------------------------------------------------------------------------------------------

CREATE TABLE job_candidates (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id     INTEGER REFERENCES jobs (id),
  email      TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name  TEXT NOT NULL
) STRICT;

-- Questions that are still being thought up.
CREATE TABLE generations (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  assessment_id TEXT NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
  questions     TEXT NOT NULL CHECK (json_type(questions) = 'array'),
  ready_at      INTEGER,  -- by the clock, or …
  reads_left    INTEGER,  -- … after so many reads of the assessment
  CHECK ((ready_at IS NULL) <> (reads_left IS NULL))
) STRICT;

CREATE TABLE invites (
  sequence          INTEGER PRIMARY KEY AUTOINCREMENT,
  id                TEXT NOT NULL UNIQUE,
  assessment_id     TEXT NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
  email             TEXT NOT NULL,
  first_name        TEXT NOT NULL,
  last_name         TEXT NOT NULL,
  invitee_type      TEXT NOT NULL CHECK (invitee_type IN ('CANDIDATE', 'REVIEWER')),
  invited_at        INTEGER NOT NULL,
  status            TEXT,  -- from here on: only once the person has taken the assessment
  evaluation_status TEXT,
  score             REAL,
  answers           TEXT CHECK (json_type(answers) = 'array'),
  submitted_at      INTEGER
) STRICT;

CREATE INDEX invites_by_assessment ON invites (assessment_id, sequence);

CREATE TABLE flow_candidates (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id          INTEGER NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
  email            TEXT NOT NULL,
  first_name       TEXT NOT NULL,
  last_name        TEXT NOT NULL,
  job_candidate_id INTEGER,
  job_id           TEXT,
  talent_id        TEXT,
  status           TEXT NOT NULL CHECK (status IN ('NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'FAILED')),
  attempts         TEXT NOT NULL CHECK (json_type(attempts) = 'array'),
  assigned_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX flow_candidates_by_flow ON flow_candidates (flow_id, id);

-- Flowmingo ---------------------------------------------------------------------------------------------

CREATE TABLE flowmingo_sets (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  title      TEXT NOT NULL,
  status     INTEGER NOT NULL,
  set_type   INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE flowmingo_projects (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  title      TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE flowmingo_stages (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES flowmingo_projects (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  priority   INTEGER NOT NULL
) STRICT;

CREATE TABLE flowmingo_job_posts (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL REFERENCES flowmingo_projects (id) ON DELETE CASCADE,
  title      TEXT NOT NULL,
  status     INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE flowmingo_candidates (
  sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
  id        TEXT NOT NULL UNIQUE,
  email     TEXT,
  firstname TEXT,
  lastname  TEXT
) STRICT;

CREATE TABLE flowmingo_submissions (
  sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  set_id        TEXT NOT NULL REFERENCES flowmingo_sets (id) ON DELETE CASCADE,
  candidate_id  TEXT NOT NULL REFERENCES flowmingo_candidates (id),
  code          TEXT NOT NULL,
  status        INTEGER,
  overall_score TEXT,
  submission_at INTEGER,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE flowmingo_invitations (
  sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE,
  candidate_id TEXT NOT NULL REFERENCES flowmingo_candidates (id),
  target_id    TEXT NOT NULL,  -- the interview set or the project
  email        TEXT NOT NULL,
  message      TEXT,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE flowmingo_applications (
  sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE,
  candidate_id TEXT NOT NULL REFERENCES flowmingo_candidates (id),
  project_id   TEXT NOT NULL REFERENCES flowmingo_projects (id) ON DELETE CASCADE,
  job_post_id  TEXT REFERENCES flowmingo_job_posts (id) ON DELETE SET NULL,
  stage_id     TEXT REFERENCES flowmingo_stages (id) ON DELETE SET NULL,
  score        REAL,
  status       INTEGER,
  is_rejected  INTEGER NOT NULL CHECK (is_rejected IN (0, 1)),
  created_at   INTEGER NOT NULL
) STRICT;

-- Promptster --------------------------------------------------------------------------------------------

CREATE TABLE promptster_issues (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id       TEXT NOT NULL UNIQUE,
  content  TEXT NOT NULL CHECK (json_type(content) = 'object')
) STRICT;

CREATE TABLE promptster_provider_keys (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  provider   TEXT NOT NULL CHECK (provider IN ('anthropic', 'openai')),
  name       TEXT,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE promptster_assessments (
  sequence           INTEGER PRIMARY KEY AUTOINCREMENT,
  id                 TEXT NOT NULL UNIQUE,
  title              TEXT NOT NULL,
  role               TEXT NOT NULL,
  task_brief         TEXT NOT NULL,
  repo_url           TEXT,
  issue_id           TEXT,
  time_limit_minutes INTEGER,
  expires_in_days    INTEGER NOT NULL,
  token_budget_usd   REAL,
  allowed_tools      TEXT NOT NULL CHECK (json_type(allowed_tools) = 'array'),
  model_keys         TEXT NOT NULL CHECK (json_type(model_keys) = 'object'),  -- write-only: no read gives them
  rubric_id          TEXT,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  deleted_at         INTEGER
) STRICT;

CREATE TABLE promptster_keys (
  sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
  id              TEXT NOT NULL UNIQUE,
  key             TEXT NOT NULL UNIQUE,
  assessment_id   TEXT NOT NULL REFERENCES promptster_assessments (id) ON DELETE CASCADE,
  candidate_email TEXT,
  candidate_name  TEXT,
  org_name        TEXT,
  status          TEXT NOT NULL,
  session_id      TEXT,
  expires_at      INTEGER NOT NULL,
  redeemed_at     INTEGER,
  completed_at    INTEGER,
  revoked_at      INTEGER,
  total_cost_usd  REAL NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE promptster_sessions (
  sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  assessment_id TEXT NOT NULL REFERENCES promptster_assessments (id) ON DELETE CASCADE,
  key_id        TEXT NOT NULL REFERENCES promptster_keys (id) ON DELETE CASCADE,
  scores        TEXT NOT NULL CHECK (json_type(scores) = 'array'),
  started_at    INTEGER NOT NULL,
  completed_at  INTEGER
) STRICT;

CREATE INDEX flowmingo_candidates_by_email ON flowmingo_candidates (lower(email));
CREATE INDEX flowmingo_submissions_by_set ON flowmingo_submissions (set_id, sequence);
CREATE INDEX flowmingo_applications_by_project ON flowmingo_applications (project_id, candidate_id);
CREATE INDEX promptster_keys_by_assessment ON promptster_keys (assessment_id, sequence);
