-- the last word on each load balancer
create table load_balancer (
  environment text not null,
  stack text not null,
  name text not null,
  running boolean not null,
  addresses jsonb not null,
  -- who said so; order only counts among pushes to one ref
  repository text not null,
  ref text not null,
  sequence bigint not null,
  primary key (environment, stack, name)
);
