create table product (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);

-- At most one row: the order of the classes is part of what it says.
create table priority_classes (
    id      text collate "C" primary key,
    body    jsonb   not null,
    version bigint  not null,
    deleted boolean not null default false
);

-- Who is in the way of a product's or a priority class's end.
create index tenant_product on tenant ((body ->> 'product'), id) where body ->> 'product' is not null and not deleted;
create index tenant_priority on tenant ((body ->> 'priority')) where body ->> 'priority' is not null and not deleted;
create index api_key_priority on api_key ((body ->> 'priority')) where body ->> 'priority' is not null and not deleted;
