-- Which archived pages of a shop does a backfill read again? One row per page captured in [from, to), UTC, in the order of capture.
-- missing: their products were never published by these reading rules or newer ones; failed: not understood, or left unpublished by a run
-- that did not get to its end; all: every page. Pages of a run that somebody is working on are left to it.
-- Walks the index pages_by_shop from one end of the range to the other.
select pages.record_id, pages.uri, pages.captured_at, pages.object, pages."offset", pages.length
from pages
join scrape_runs as runs
  on runs.id = pages.run_id
where pages.shop_id = (select id from shops where code = :shop)
  and pages.captured_at >= :from
  and pages.captured_at < :to
  and case :only
      when 'missing' then coalesce(pages.parser_version, 0) < :parser_version
      when 'failed' then pages.state = 'not_understood'
        or (runs.status <> 'COMPLETED' and coalesce(pages.parser_version, 0) < :parser_version)
      else true
    end
  and not exists (
    select
    from leases
    where leases.name = 'scrape/' || :shop
      and leases.epoch = runs.lease_epoch
      and leases.expires_at > clock_timestamp()
  )
order by pages.captured_at, pages.record_id
