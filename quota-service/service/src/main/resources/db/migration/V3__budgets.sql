create table budget (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);
