-- one counter per repository and ref; its row is the lock that puts pushes in order
create table push_counter (
  repository text not null,
  ref text not null,
  last bigint not null,
  primary key (repository, ref)
);

create table push (
  -- made by the sender, kept over its retries
  id uuid primary key,
  repository text not null,
  ref text not null,
  sequence bigint not null,
  pipeline_run uuid not null unique,
  version text not null,
  -- by the sender's clock, for people
  pushed_at timestamptz,
  accepted_at timestamptz not null default clock_timestamp(),
  unique (repository, ref, sequence)
);

create table event (
  id uuid primary key,
  n bigint generated always as identity,
  type text not null,
  topic text not null,
  key text not null,
  pipeline_run uuid not null,
  time timestamptz not null,
  source text not null,
  cause uuid,
  trace text not null,
  body jsonb not null
);

create index event_run on event (pipeline_run, n);
create index event_type on event (type, n);
create index event_cause on event (cause);
