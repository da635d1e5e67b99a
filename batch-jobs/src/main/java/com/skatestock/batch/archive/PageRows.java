package com.skatestock.batch.archive;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Rows of {@code pages}, and what is written into them. */
final class PageRows {
  private static final String URN = "urn:uuid:";

  private PageRows() {}

  static MapSqlParameterSource parameters(long run, PageIndex.Entry entry) {
    return new MapSqlParameterSource()
        .addValue("run", run)
        .addValue("record_id", uuid(entry.recordId()))
        .addValue("number", entry.number())
        .addValue("listing", entry.listing())
        .addValue("listing_page", entry.listingPage())
        .addValue("uri", entry.uri().toString())
        .addValue("captured_at", Timestamp.from(entry.capturedAt()))
        .addValue("status", entry.status())
        .addValue("object", entry.location().object())
        .addValue("offset", entry.location().offset())
        .addValue("length", entry.location().length())
        .addValue("etag", entry.etag().orElse(null))
        .addValue("last_modified", entry.lastModified().orElse(null))
        .addValue("revisit_of", entry.revisitOf().map(PageRows::uuid).orElse(null));
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
