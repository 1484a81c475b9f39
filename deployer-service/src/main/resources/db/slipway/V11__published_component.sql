-- What of a push is published: the last component that a stack names deploys it.
create table published_component (
  number bigint generated always as identity,
  pipeline_run uuid not null,
  component text not null,
  image_name text not null,
  image_digest text not null,
  primary key (pipeline_run, component)
);
