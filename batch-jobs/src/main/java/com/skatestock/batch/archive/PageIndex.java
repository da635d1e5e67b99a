package com.skatestock.batch.archive;

import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Where each captured page lies in the archive, and what is known of it: the table {@code pages}.
 */
public final class PageIndex {

  /**
   * A captured page of a run.
   *
   * @param number its place in the run, from 0
   * @param listing which of the shop's listings, from 0
   * @param listingPage page of that listing, from 1
   * @param etag the ETag that came with it, for the next conditional request
   * @param lastModified likewise
   * @param revisitOf the response that a 304 declared still valid
   */
  public record Entry(
      int number,
      int listing,
      int listingPage,
      String recordId,
      URI uri,
      Instant capturedAt,
      int status,
      PageLocation location,
      Optional<String> etag,
      Optional<String> lastModified,
      Optional<String> revisitOf) {}

  /** The newest capture of an address that can be asked for conditionally. */
  public record Earlier(
      String recordId,
      Instant capturedAt,
      PageLocation location,
      Optional<String> etag,
      Optional<String> lastModified) {}

  /**
   * What a page turned out to be.
   *
   * @param parserVersion the reading rules that say so
   */
  public record Reading(
      String recordId, String state, int products, int rejected, boolean last, int parserVersion) {

    /** The same, said by other rules. */
    public Reading by(int otherVersion) {
      return new Reading(recordId, state, products, rejected, last, otherVersion);
    }
  }

  /** Pages of a run, if there is a run; {@code %s} may ask more of it. */
  private static final String INSERT =
      """
      with run as (
        select id, shop_id
        from scrape_runs
        where id = :run
        %s
      )
      insert into pages (
        record_id, run_id, number, shop_id, listing, listing_page, uri, captured_at, status, object, "offset", length,
        etag, last_modified, revisit_of)
      select entry.record_id, run.id, entry.number, run.shop_id, entry.listing, entry.listing_page, entry.uri,
        entry.captured_at, entry.status, entry.object, entry."offset", entry.length, entry.etag, entry.last_modified,
        entry.revisit_of
      from run
      cross join unnest(
        :record_id::uuid[], :number::int[], :listing::int[], :listing_page::int[], :uri::text[],
        :captured_at::timestamptz[], :status::int[], :object::text[], :offset::bigint[], :length::bigint[],
        :etag::text[], :last_modified::text[], :revisit_of::uuid[]
      ) as entry (
        record_id, number, listing, listing_page, uri, captured_at, status, object, "offset", length, etag,
        last_modified, revisit_of)
      """;

  private final NamedParameterJdbcTemplate database;

  public PageIndex(NamedParameterJdbcTemplate database) {
    this.database = database;
  }

  /**
   * Adds the pages of one archive object to a run, if it still is in the hands of {@code epoch}.
   * The run's row is locked for it, so that whoever takes the run over sees either all of them or
   * none.
   *
   * @return false if the run was taken over; then nothing was added
   */
  public boolean add(long run, long epoch, List<Entry> entries) {
    return entries.size()
        == database.update(
            INSERT.formatted("and lease_epoch = :epoch for share"),
            PageRows.parameters(run, entries).addValue("epoch", epoch));
  }

  /**
   * Adds pages to a run whoever has it in hand, in the caller's transaction; what is there stands.
   */
  public void restore(long run, List<Entry> entries) {
    database.update(
        INSERT.formatted("") + "on conflict do nothing", PageRows.parameters(run, entries));
  }

  /** Where the pages of runs with slots on that day (UTC) lie, by record id. */
  public Map<String, PageLocation> ofSlots(String shop, LocalDate day) {
    Map<String, PageLocation> locations = new HashMap<>();
    database.query(
        """
        select pages.record_id, pages.object, pages."offset", pages.length
        from scrape_runs
        join pages
          on pages.run_id = scrape_runs.id
        where scrape_runs.shop_id = (select id from shops where code = :shop)
          and scrape_runs.slot >= :from
          and scrape_runs.slot < :to
        """,
        Map.of(
            "shop", shop,
            "from", Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()),
            "to", Timestamp.from(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())),
        row -> {
          locations.put(
              PageRows.urn(row.getObject("record_id", UUID.class)), PageRows.location(row));
        });
    return locations;
  }

  /**
   * Where the page with this WARC-Record-ID lies; empty if the index does not have it (a page of a
   * backfilled file, or one that was deleted).
   */
  public Optional<PageLocation> locationOf(String recordId) {
    return database
        .query(
            """
            select object, "offset", length
            from pages
            where record_id = :record_id
            """,
            Map.of("record_id", PageRows.uuid(recordId)),
            (row, index) -> PageRows.location(row))
        .stream()
        .findFirst();
  }

  /** Where the pages of these addresses lie that the same run captured, in the run's order. */
  public List<PageLocation> beside(String recordId, List<URI> uris) {
    return database.query(
        """
        select object, "offset", length
        from pages
        where run_id = (select run_id from pages where record_id = :record_id)
          and uri = any (:uris)
        order by number
        """,
        Map.of(
            "record_id",
            PageRows.uuid(recordId),
            "uris",
            uris.stream().map(URI::toString).toArray(String[]::new)),
        (row, index) -> PageRows.location(row));
  }

  /**
   * The pages of a run from {@code number} on, in order, and before them what leads to them: the
   * first page of each listing or directory, and the pages that share their place with that of
   * {@code number}.
   */
  public List<Entry> of(long run, int number) {
    return database.query(
        """
        select number, listing, listing_page, record_id, uri, captured_at, status, object, "offset", length, etag,
          last_modified, revisit_of
        from pages
        where run_id = :run
          and (
            number >= :number
            or listing_page = 1
            or (listing, listing_page) = (
              select listing, listing_page
              from pages
              where run_id = :run
                and number = :number)
          )
        order by number
        """,
        Map.of("run", run, "number", number),
        (row, index) -> PageRows.entry(row));
  }

  /**
   * The newest capture of each address with a validator; for a 304's the response that it declared
   * still valid. Addresses without one are left out.
   */
  public Map<URI, Earlier> earlier(String shop, List<URI> uris) {
    Map<URI, Earlier> found = new HashMap<>();
    database.query(
        """
        select asked.uri, pages.record_id, pages.captured_at, pages.object, pages."offset", pages.length, newest.etag,
          newest.last_modified
        from shops
        cross join unnest(:uris) as asked (uri)
        cross join lateral (
          select coalesce(captured.revisit_of, captured.record_id) as record_id, captured.etag, captured.last_modified
          from pages as captured
          where captured.shop_id = shops.id
            and captured.uri = asked.uri
            and captured.status = 200
            and (captured.etag is not null or captured.last_modified is not null)
          order by captured.captured_at desc
          limit 1
        ) as newest
        join pages
          on pages.record_id = newest.record_id
        where shops.code = :shop
        """,
        Map.of("shop", shop, "uris", uris.stream().map(URI::toString).toArray(String[]::new)),
        row -> {
          found.put(
              URI.create(row.getString("uri")),
              new Earlier(
                  PageRows.urn(row.getObject("record_id", UUID.class)),
                  row.getTimestamp("captured_at").toInstant(),
                  PageRows.location(row),
                  Optional.ofNullable(row.getString("etag")),
                  Optional.ofNullable(row.getString("last_modified"))));
        });
    return found;
  }

  /** How many pages of the shop were captured since the UTC day began. */
  public int capturedToday(String shop) {
    return Objects.requireNonNull(
        database.queryForObject(
            """
            select count(*)
            from pages
            join shops on shops.id = pages.shop_id
            where shops.code = :shop
              and pages.captured_at >= date_trunc('day', clock_timestamp(), 'UTC')
            """,
            Map.of("shop", shop),
            Integer.class));
  }

  /**
   * Notes what pages turned out to be, in the caller's transaction. Newer reading rules replace
   * what older ones said, never the other way round; where a listing ended its own scrape knows
   * best.
   */
  public void read(List<Reading> readings) {
    database.update(
        """
        update pages
        set state = reading.state,
          products = reading.products,
          rejected = reading.rejected,
          last = coalesce(pages.last, reading.last),
          parser_version = reading.parser_version
        from unnest(
          :record_id::uuid[], :state::text[], :products::int[], :rejected::int[], :last::boolean[],
          :parser_version::int[]
        ) as reading (record_id, state, products, rejected, last, parser_version)
        where pages.record_id = reading.record_id
          and coalesce(pages.parser_version, 0) <= reading.parser_version
        """,
        PageRows.parameters(readings));
  }
}
