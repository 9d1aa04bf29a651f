create macro mart.revised_since(on_day) as table
    select
        revision.source_id,
        revision.region,
        revision.period,
        revision.cell,
        revision.old_value,
        revision.old_symbol,
        revision.new_value,
        revision.new_symbol,
        later.loaded_at as learnt_at,
        revision.fetch_id
    from meta.revision as revision
    inner join meta."load" as later on revision.load_id = later.load_id
    where later.loaded_at >= on_day::date;
comment on macro table mart.revised_since is 'mart.revised_since(day): each earlier figure that a source has changed or removed, as in meta.revision, if Grunnlag fetched the change that day or later (learnt_at, UTC); key: source_id, cell, learnt_at. If the file is attached under a name, run use <name> first.'; -- noqa: PRS
