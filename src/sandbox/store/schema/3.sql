-- All that the systems hold, in one table of JSON objects. What was in a table of its own moves here.

CREATE TABLE objects (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of creation
  system   TEXT NOT NULL,
  kind     TEXT NOT NULL,
  id       TEXT NOT NULL,
  parent   TEXT NOT NULL,  -- the id of what it belongs to, or empty
  name     TEXT NOT NULL,  -- by which it is looked up, or empty
  body     TEXT NOT NULL CHECK (json_type(body) = 'object'),
  UNIQUE (system, kind, id)
) STRICT;

-- Counters behind ids, by kind ('ids' for those that are texts), and the credits left.
CREATE TABLE numbers (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL CHECK (value >= 0)
) STRICT, WITHOUT ROWID;

-- The numbers -------------------------------------------------------------------------------------------

INSERT INTO numbers SELECT 'credits', credits FROM company;
INSERT INTO numbers SELECT 'ids', ids_given FROM company;
-- So many credits that nobody meets the limit without setting it.
INSERT OR IGNORE INTO numbers VALUES ('credits', 1000000);
INSERT INTO numbers
  SELECT CASE name WHEN 'jobs' THEN 'job' WHEN 'job_candidates' THEN 'job candidate' WHEN 'flows' THEN 'flow'
                   WHEN 'flow_candidates' THEN 'flow candidate' WHEN 'generations' THEN 'generation' ELSE 'mail' END, seq
  FROM sqlite_sequence
  WHERE name IN ('jobs', 'job_candidates', 'flows', 'flow_candidates', 'generations', 'mails');

-- What all share ----------------------------------------------------------------------------------------

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT iif(name = 'seed', 'sandbox', name), iif(name = 'seed', 'seed', 'settings'), '', '', '', value
  FROM settings;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'sandbox', 'mail', id, '', '', json_object('id', id, 'system', system, 'kind', kind, 'to', recipient,
    'about', about, 'sentAt', sent_at)
  FROM mails ORDER BY id;

-- TapTalent ---------------------------------------------------------------------------------------------

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'job', id, '', title, json_object('id', id, 'title', title, 'description', description,
    'city', city, 'state', state, 'country', country, 'status', status, 'workMode', work_mode,
    'createdAt', created_at)
  FROM jobs ORDER BY id;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'job candidate', id, '', lower(email), json_object('id', id, 'jobId', job_id,
    'email', email, 'firstName', first_name, 'lastName', last_name)
  FROM job_candidates ORDER BY id;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'assessment', id, '', title, json_object('assessmentId', id, 'title', title,
    'jobId', CAST(job_id AS TEXT), 'status', status, 'hiringForRole', hiring_for_role,
    'purposeOfInterview', purpose_of_interview, 'duration', duration, 'aiLanguage', ai_language,
    'skills', json(skills), 'buckets', json(buckets),
    'isEmailVerificationRequired', json(iif(email_verification, 'true', 'false')),
    'shouldEvaluateCEFR', json(iif(evaluate_cefr, 'true', 'false')),
    'submissionCount', submission_count, 'createdAt', created_at, 'lastUpdatedOn', last_updated_on)
  FROM assessments ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'question', id, assessment_id, '', json_object('id', id, 'assessmentId', assessment_id,
    'question', question, 'type', type, 'systemInstruction', system_instruction, 'idealAnswer', ideal_answer)
  FROM questions ORDER BY assessment_id, position;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'generation', id, assessment_id, '', json_object('id', id,
    'assessmentId', assessment_id, 'questions', json(questions), 'readyAt', ready_at, 'readsLeft', reads_left)
  FROM generations ORDER BY id;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'invite', id, assessment_id, lower(email), json_object('id', id,
    'assessmentId', assessment_id, 'email', email, 'firstName', first_name, 'lastName', last_name,
    'inviteeType', invitee_type, 'invitedAt', invited_at,
    'taken', json(CASE WHEN submitted_at IS NOT NULL THEN json_object('status', status,
      'evaluationStatus', evaluation_status, 'score', score, 'questions', json(answers),
      'submittedAt', submitted_at) END))
  FROM invites ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'flow', id, '', flow_name, json_object('id', id, 'flowName', flow_name,
    'description', description, 'status', status, 'candidateCount', candidate_count,
    'steps', json((SELECT json_group_array(json_object('assessmentId', assessment_id,
        'passThreshold', pass_threshold, 'assessmentType', assessment_type, 'name', name,
        'instructions', instructions, 'passAction', pass_action) ORDER BY position)
      FROM steps WHERE flow_id = flows.id)))
  FROM flows ORDER BY id;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'taptalent', 'flow candidate', id, flow_id, lower(email), json_object('id', id, 'flowId', flow_id,
    'email', email, 'firstName', first_name, 'lastName', last_name, 'jobCandidateId', job_candidate_id,
    'jobId', job_id, 'talentId', talent_id, 'status', status, 'attempts', json(attempts),
    'assignedAt', assigned_at)
  FROM flow_candidates ORDER BY id;

-- Flowmingo ---------------------------------------------------------------------------------------------

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'interview set', id, '', title, json_object('id', id, 'title', title,
    'status', status, 'setType', set_type, 'createdAt', created_at)
  FROM flowmingo_sets ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'project', id, '', title, json_object('id', id, 'title', title,
    'createdAt', created_at)
  FROM flowmingo_projects ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'stage', id, project_id, name, json_object('id', id, 'projectId', project_id,
    'name', name, 'priority', priority)
  FROM flowmingo_stages ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'job post', id, project_id, title, json_object('id', id, 'projectId', project_id,
    'title', title, 'status', status, 'createdAt', created_at)
  FROM flowmingo_job_posts ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'candidate', id, '', lower(coalesce(email, '')), json_object('id', id,
    'email', email, 'firstname', firstname, 'lastname', lastname)
  FROM flowmingo_candidates ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'submission', id, set_id, candidate_id, json_object('id', id,
    'interviewSetId', set_id, 'candidateId', candidate_id, 'code', code, 'status', status,
    'overallScore', overall_score, 'submissionAt', submission_at, 'createdAt', created_at)
  FROM flowmingo_submissions ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'invitation', id, '', '', json_object('id', id, 'candidateId', candidate_id,
    'targetId', target_id, 'email', email, 'message', message)
  FROM flowmingo_invitations ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'flowmingo', 'application', id, project_id, candidate_id, json_object('id', id,
    'candidateId', candidate_id, 'projectId', project_id, 'jobPostId', job_post_id, 'stageId', stage_id,
    'score', score, 'rejected', json(iif(is_rejected, 'true', 'false')), 'createdAt', created_at)
  FROM flowmingo_applications ORDER BY sequence;

-- Promptster --------------------------------------------------------------------------------------------

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'promptster', 'issue', id, '', content ->> 'issueTitle', content
  FROM promptster_issues ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'promptster', 'provider key', id, '', '', json_object('id', id, 'provider', provider,
    'name', name, 'isDefault', json(iif(is_default, 'true', 'false')), 'createdAt', created_at)
  FROM promptster_provider_keys ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'promptster', 'assessment', id, '', '', json_object('id', id, 'title', title, 'role', role,
    'taskBrief', task_brief, 'repoUrl', repo_url, 'issueId', issue_id,
    'timeLimitMinutes', time_limit_minutes, 'expiresInDays', expires_in_days,
    'tokenBudgetUsd', token_budget_usd, 'allowedTools', json(allowed_tools), 'modelKeys', json(model_keys),
    'rubricId', rubric_id, 'createdAt', created_at, 'updatedAt', updated_at, 'deletedAt', deleted_at)
  FROM promptster_assessments ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'promptster', 'candidate key', id, assessment_id, key, json_object('id', id, 'key', key,
    'assessmentId', assessment_id, 'candidateEmail', candidate_email, 'candidateName', candidate_name,
    'orgName', org_name, 'status', status, 'sessionId', session_id, 'expiresAt', expires_at,
    'redeemedAt', redeemed_at, 'completedAt', completed_at, 'revokedAt', revoked_at,
    'totalCostUsd', total_cost_usd, 'createdAt', created_at)
  FROM promptster_keys ORDER BY sequence;

INSERT INTO objects (system, kind, id, parent, name, body)
  SELECT 'promptster', 'session', id, assessment_id, '', json_object('id', id,
    'assessmentId', assessment_id, 'keyId', key_id, 'scores', json(scores), 'startedAt', started_at,
    'completedAt', completed_at)
  FROM promptster_sessions ORDER BY sequence;

-- Behind the copies, which are quicker without them.
CREATE INDEX objects_in_order ON objects (system, kind, sequence);
CREATE INDEX objects_by_parent ON objects (system, kind, parent, sequence);
CREATE INDEX objects_by_name ON objects (system, kind, name);

-- What belongs to another first.
DROP TABLE promptster_sessions;
DROP TABLE promptster_keys;
DROP TABLE promptster_assessments;
DROP TABLE promptster_provider_keys;
DROP TABLE promptster_issues;
DROP TABLE flowmingo_applications;
DROP TABLE flowmingo_invitations;
DROP TABLE flowmingo_submissions;
DROP TABLE flowmingo_candidates;
DROP TABLE flowmingo_job_posts;
DROP TABLE flowmingo_stages;
DROP TABLE flowmingo_projects;
DROP TABLE flowmingo_sets;
DROP TABLE flow_candidates;
DROP TABLE steps;
DROP TABLE flows;
DROP TABLE invites;
DROP TABLE generations;
DROP TABLE questions;
DROP TABLE assessments;
DROP TABLE job_candidates;
DROP TABLE jobs;
DROP TABLE mails;
DROP TABLE settings;
DROP TABLE company;
