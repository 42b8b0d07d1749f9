-- One row: the catalog's version. Every write locks it first, so versions have no gaps in time and no two writers meet.
create table state (
    only_row boolean primary key default true check (only_row),
    version  bigint  not null
);
insert into state (version) values (0);

-- Each record is the JSON that the record's type writes; version is the catalog version of its last change.
-- Deleted tenants and keys stay as rows, so that their end can be published whenever Redis has missed it.
create table tenant (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);
create index tenant_version on tenant (version);

create table api_key (
    id        text collate "C" primary key,
    body      jsonb   not null,
    version   bigint  not null,
    deleted   boolean not null default false,
    tenant_id text collate "C" generated always as (body ->> 'tenantId') stored,
    hash      text    generated always as (body ->> 'hash') stored unique
);
create index api_key_version on api_key (version);
create index api_key_tenant on api_key (tenant_id, id);

create table deployment (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);

create table route (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);

create table price (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);

-- For readers of rate cards, the usage consumer first of all. Columns are only ever added.
create view price_line as
select id,
       body ->> 'model'                                as model,
       body ->> 'deployment'                           as deployment,
       (body ->> 'effectiveFrom')::timestamptz         as effective_from,
       body ->> 'currency'                             as currency,
       (body ->> 'inputNanosPerMillion')::bigint       as input_nanos_per_million,
       (body ->> 'cachedInputNanosPerMillion')::bigint as cached_input_nanos_per_million,
       (body ->> 'outputNanosPerMillion')::bigint      as output_nanos_per_million
from price
where not deleted;
