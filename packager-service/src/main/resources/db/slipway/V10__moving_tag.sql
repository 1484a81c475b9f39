create table moving_tag (
  repository text not null,
  tag text not null,
  owner text not null,
  latest_sequence bigint not null,
  primary key (repository, tag)
);
