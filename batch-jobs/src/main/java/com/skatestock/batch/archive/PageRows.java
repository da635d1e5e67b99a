package com.skatestock.batch.archive;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Rows of {@code pages}, and what is written into them. */
final class PageRows {
  private static final String URN = "urn:uuid:";

  private PageRows() {}

  static MapSqlParameterSource parameters(long run, List<PageIndex.Entry> entries) {
    return new MapSqlParameterSource()
        .addValue("run", run)
        .addValue("record_id", texts(entries, entry -> uuid(entry.recordId())))
        .addValue("number", numbers(entries, PageIndex.Entry::number))
        .addValue("listing", numbers(entries, PageIndex.Entry::listing))
        .addValue("listing_page", numbers(entries, PageIndex.Entry::listingPage))
        .addValue("uri", texts(entries, PageIndex.Entry::uri))
        .addValue("captured_at", texts(entries, PageIndex.Entry::capturedAt))
        .addValue("status", numbers(entries, PageIndex.Entry::status))
        .addValue("object", texts(entries, entry -> entry.location().object()))
        .addValue("offset", numbers(entries, entry -> entry.location().offset()))
        .addValue("length", numbers(entries, entry -> entry.location().length()))
        .addValue("etag", texts(entries, entry -> entry.etag().orElse(null)))
        .addValue("last_modified", texts(entries, entry -> entry.lastModified().orElse(null)))
        .addValue(
            "revisit_of",
            texts(entries, entry -> entry.revisitOf().map(PageRows::uuid).orElse(null)));
  }

  static MapSqlParameterSource parameters(List<PageIndex.Reading> readings) {
    return new MapSqlParameterSource()
        .addValue("record_id", texts(readings, reading -> uuid(reading.recordId())))
        .addValue("state", texts(readings, PageIndex.Reading::state))
        .addValue("products", numbers(readings, PageIndex.Reading::products))
        .addValue("rejected", numbers(readings, PageIndex.Reading::rejected))
        .addValue("last", readings.stream().map(PageIndex.Reading::last).toArray(Boolean[]::new))
        .addValue("parser_version", numbers(readings, PageIndex.Reading::parserVersion));
  }

  /** A column of values that PostgreSQL reads from their texts. */
  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
    return rows.stream()
        .map(value)
        .map(cell -> cell == null ? null : cell.toString())
        .toArray(String[]::new);
  }

  private static <T> Long[] numbers(List<T> rows, ToLongFunction<T> value) {
    return rows.stream().map(value::applyAsLong).toArray(Long[]::new);
  }

  static PageIndex.Entry entry(ResultSet row) throws SQLException {
    return new PageIndex.Entry(
        row.getInt("number"),
        row.getInt("listing"),
        row.getInt("listing_page"),
        urn(row.getObject("record_id", UUID.class)),
        URI.create(row.getString("uri")),
        row.getTimestamp("captured_at").toInstant(),
        row.getInt("status"),
        location(row),
        Optional.ofNullable(row.getString("etag")),
        Optional.ofNullable(row.getString("last_modified")),
        Optional.ofNullable(row.getObject("revisit_of", UUID.class)).map(PageRows::urn));
  }

  static PageLocation location(ResultSet row) throws SQLException {
    return new PageLocation(
        row.getString("object"), row.getLong("offset"), Math.toIntExact(row.getLong("length")));
  }

  static UUID uuid(String recordId) {
    return UUID.fromString(recordId.startsWith(URN) ? recordId.substring(URN.length()) : recordId);
  }

  static String urn(@Nullable UUID uuid) {
    return URN + uuid;
  }
}
