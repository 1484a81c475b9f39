-- What was handed to the orchestrator, exactly: going back means handing an old row over again.
create table stack_release (
  id uuid primary key,
  environment text not null,
  stack text not null,
  pipeline_run uuid not null,
  repository text not null,
  ref text not null,
  revision text not null,
  version text not null,
  sequence bigint not null,
  component text not null,
  image_name text not null,
  image_digest text not null,
  application jsonb not null,
  load_balancer text not null,
  rendered jsonb not null,
  prepared_at timestamptz not null
);

create index stack_release_of_stack on stack_release (environment, stack, prepared_at);

-- What serves now: only releases that proved good get here.
create table environment_stack (
  environment text not null,
  stack text not null,
  sequence bigint not null,
  component text not null,
  image text not null,
  previous_image text,
  release uuid not null references stack_release (id),
  deployed_at timestamptz not null,
  primary key (environment, stack)
);

-- Certificates without keys: those are in the orchestrator's secrets and nowhere else.
create table certificate (
  name text primary key,
  pem_digest text not null,
  fingerprint text not null,
  secret_name text not null,
  expires_at timestamptz not null
);
