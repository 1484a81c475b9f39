create table known_image (
  repository text not null,
  input text not null,
  image text not null,
  version text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (repository, input)
);
