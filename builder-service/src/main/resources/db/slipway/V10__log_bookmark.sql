create table log_bookmark (
  run_id uuid primary key,
  position text not null
);
