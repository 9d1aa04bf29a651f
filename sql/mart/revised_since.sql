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
        brought.loaded_at as learnt_at,
        revision.fetch_id
    from meta.revision as revision
    inner join meta."load" as brought on revision.load_id = brought.load_id
    where brought.loaded_at >= on_day::date;
comment on macro table mart.revised_since is 'mart.revised_since(day): each earlier figure that a source has changed or taken away, as in meta.revision, of which Grunnlag learnt (learnt_at, UTC) that day or later; key: source_id, cell, learnt_at. In a file that is attached under another name, say use <name> first.'; -- noqa: PRS
