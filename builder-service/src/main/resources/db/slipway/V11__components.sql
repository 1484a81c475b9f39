-- A run builds several components, each in a container of its own.
alter table log_bookmark add column component text not null default '';
alter table log_bookmark drop constraint log_bookmark_pkey;
alter table log_bookmark add primary key (run_id, component);
alter table log_bookmark alter column component drop default;

-- Which input gave which artifacts.
create table kept_build (
  input text primary key,
  pipeline_run uuid not null,
  version text not null,
  artifacts text not null,
  files jsonb not null,
  built_at timestamptz not null
);

-- Cache volumes of the engine, and which run writes to them.
create table build_cache (
  repository text not null,
  component text not null,
  folder text not null,
  number integer not null,
  lent_to uuid,
  used_at timestamptz not null,
  primary key (repository, component, folder, number)
);
