create table stage_run (
  id uuid primary key,
  stage text not null,
  event_id uuid not null,
  pipeline_run uuid not null,
  lane text not null,
  newest_wins boolean not null,
  exclusive boolean not null,
  sequence bigint not null,
  state text not null check (state in ('READY', 'RUNNING', 'FINISHED')),
  attempt int not null default 0,
  infra_failures int not null default 0,
  fence bigint not null default 0,
  owner text,
  lease_until timestamptz,
  not_before timestamptz not null default clock_timestamp(),
  cancelled_by text,
  outcome text,
  reason text,
  headers jsonb not null,
  payload bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  -- the inbox: one run for each event and stage, however often the event is delivered
  constraint stage_run_inbox unique (event_id, stage)
);

create index stage_run_due on stage_run (stage, created_at) where state <> 'FINISHED';
create index stage_run_lane on stage_run (stage, lane, sequence);
create index stage_run_pipeline on stage_run (pipeline_run);
-- the lock of an exclusive lane, kept by the database over all replicas
create unique index stage_run_one_running on stage_run (stage, lane) where state = 'RUNNING' and exclusive;

create table outbox (
  id uuid primary key,
  n bigint generated always as identity,
  topic text not null,
  record_key text not null,
  headers jsonb not null,
  payload bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  refused text
);

create index outbox_unsent on outbox (n) where sent_at is null;

create table cancellation (
  pipeline_run uuid primary key,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp()
);

create table parked_event (
  n bigint generated always as identity primary key,
  type text not null,
  topic text not null,
  record_key text not null,
  headers jsonb not null,
  payload bytea not null,
  parked_at timestamptz not null default clock_timestamp()
);

create table log_chunk (
  n bigint generated always as identity primary key,
  run_id uuid not null,
  pipeline_run uuid not null,
  stage text not null,
  written_at timestamptz not null,
  lines text not null
);

create index log_chunk_pipeline on log_chunk (pipeline_run, n);
