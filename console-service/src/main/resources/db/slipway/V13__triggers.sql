-- what the ref is known to point to; null when nothing is known or the ref is gone
alter table push_counter add column target text;

alter table push
  -- how it became known first: HOOK, WEBHOOK, SWEEP, HAND
  add column way text not null default 'HOOK',
  -- object ids, all zero for none; absent for pushes of older versions, which are matched by their id only
  add column before text,
  add column after text,
  add column revision text,
  -- way → how far that way has told this push: the object id that its reports have reached
  add column told jsonb not null default '{}';

-- one row for each repository whose refs are looked at
create table sweep (
  repository text primary key,
  -- not before then; whoever looks moves it ahead first, so that replicas take turns
  due_at timestamptz not null default clock_timestamp(),
  -- the last time that the repository answered
  looked_at timestamptz,
  -- looks in a row that failed, and why the last one did
  failures int not null default 0,
  problem text
);
