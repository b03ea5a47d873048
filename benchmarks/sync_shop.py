"""A published file and a store of destinations of any size, made by SQL."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from orchestration.delivery.store import TABLES
from orchestration.project import Project

FIELDS_JSON = "cast(json_object('name', name, 'orders', orders_count) as varchar)"

# What differs between tables that hold exactly what is compared: the least a plan could cost.
RAW = """
    select 'add' as action, wanted.* from wanted anti join held using (customer_id)
    union all
    select 'remove', held.* from held anti join wanted using (customer_id)
    union all
    select 'update', wanted.* from wanted inner join held using (customer_id)
    where wanted.address != held.address or wanted.fields != held.fields
"""

_SEEDS = {
    "segments.csv": (
        "segment_code,name,kind,is_active,is_in_analytics,owner,description\ntea,Tea,dynamic,true,true,,\n"
    ),
    "segment_filters.csv": ("segment_code,group,field,scope,operator,value,reason\ntea,,orders_count,,at_least,1,\n"),
    "destinations.csv": (
        "destination,platform,list,segment_code,mode,consent_channel,hold_out_share,max_shrink,max_rows,is_active,"
        "auto_apply\nlist,webhook,tea,tea,mirror,email,0.05,0.5,,true,false\n"
    ),
    "destination_fields.csv": "destination,platform_field,field\nlist,name,Name\nlist,orders,orders_count\n",
}


def make_project(folder: Path, members: int) -> Project:
    """Make a project whose list holds about this many members, of whom a hundredth is to be changed."""
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(folder, "bench", folder / "warehouse", folder / "shop_data")
    (folder / "seeds").mkdir(parents=True)
    project.home.mkdir()
    (folder / "dbt_project.yml").write_text("name: bench\nversion: '1.0'\nprofile: bench\n", encoding="utf-8")
    for name, text in _SEEDS.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    customers = int(members / 0.95 * 1.25)
    with duckdb.connect(str(project.published_file)) as connection:
        _publish(connection, customers)
    _store(project)
    return project


def _publish(connection: duckdb.DuckDBPyConnection, customers: int) -> None:
    connection.execute(
        f"""
        create table customer_aggregates as
        select 'C' || lpad(i::varchar, 8, '0') as customer_id, 'customer' || i || '@example.com' as email,
            '+49' || (1700000000 + i) as phone,
            cast(('0x' || left(md5(i::varchar), 8))::bigint % 100 as bigint) as bucket,
            cast(i % 40 as bigint) as orders_count
        from range({customers:d}) as numbers(i);
        create table segment_memberships as
        select customer_id, 'tea' as segment_code, timestamp '2026-01-01' as entered_at
        from customer_aggregates where hash(customer_id) % 10 < 8;
        create table segment_export as
        select 'tea' as segment_code, customer_id as "CustomerId", 'Customer ' || customer_id as "Name"
        from segment_memberships;
        create table delivery_consent as
        select customer_id, unnest(['email', 'sms']) as channel, true as may_be_contacted, null::varchar as reason
        from customer_aggregates;
        create table segment_refreshes as
        select '20260301T080000Z' as refresh_id, timestamp '2026-03-01 08:00:00' as as_of,
            timestamp '2026-03-01 08:00:00' as started_at, 1::bigint as members, 'succeeded' as status,
            'abc' as definition_commit;
        """
    )


def _store(project: Project) -> None:
    """Let the list hold what it should, but for a hundredth; and write the tables of the raw diff."""
    with duckdb.connect(str(project.home / "delivery.duckdb")) as store:
        for table, columns in TABLES.items():
            store.execute(f"create table {table} ({columns})")
        store.execute(f"attach '{project.published_file}' as published (read_only)")
        store.execute(
            f"""
            create temp table right_now as
            select customer_id, email as address, {FIELDS_JSON} as fields
            from (
                select customers.customer_id, email, orders_count, bucket, "Name" as name
                from published.customer_aggregates as customers
                inner join published.segment_export as export on customers.customer_id = export."CustomerId"
            )
            where bucket >= 5;
            create temp table as_held as
            select
                if(hash(customer_id, 1) % 300 = 0, 'X' || customer_id, customer_id) as customer_id,
                address, if(hash(customer_id, 2) % 300 = 0, '{{}}', fields) as fields
            from right_now where hash(customer_id, 3) % 300 != 0;
            insert into delivery_members by name
            select 'list' as destination, *, true as is_member, true as is_certain, 1 as version from as_held;
            """
        )
        store.execute(f"attach '{project.home / 'raw.duckdb'}' as raw")
        store.execute("create table raw.wanted as from right_now; create table raw.held as from as_held")
