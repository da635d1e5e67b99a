package com.skatestock.batch.load;

import com.skatestock.batch.database.QueryFile;
import com.skatestock.contracts.SeenProduct;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a chunk in the caller's transaction: COPY into staging tables, then one statement per
 * table, whatever the chunk's size. Writing the same chunk again changes nothing.
 */
final class ChunkWriter {
  private static final String STAGING = QueryFile.text("load/staging.sql");
  private static final String PASSED_OVER = QueryFile.text("load/passed-over.sql");
  private static final String PRODUCTS = QueryFile.text("load/products.sql");
  private static final String IDS = QueryFile.text("load/ids.sql");
  private static final String FIRST_SEEN = QueryFile.text("load/first-seen.sql");
  private static final String FINGERPRINTS = QueryFile.text("load/fingerprints.sql");
  private static final String VARIANTS = QueryFile.text("load/variants.sql");
  private static final String HISTORY = QueryFile.text("load/history.sql");
  private static final String LATE = QueryFile.text("load/late.sql");
  private static final String SEEN = QueryFile.text("load/seen.sql");
  private static final String DELETIONS = QueryFile.text("load/deletions.sql");

  private final JdbcTemplate template;
  private final JdbcClient database;

  ChunkWriter(JdbcTemplate template) {
    this.template = template;
    this.database = JdbcClient.create(template);
  }

  /**
   * Writes everything of the chunk but its refused records.
   *
   * @param passedOver records that were taken out of it already
   */
  LoadCounts write(StagedChunk chunk, TakenDown down, long passedOver) {
    long observations = chunk.variants().rows();
    long products = 0;
    long appended = 0;
    long passed = passedOver;
    if (chunk.products().rows() > 0) {
      long[] written = template.execute((Connection connection) -> merge(connection, chunk, down));
      products = written[0];
      appended = written[1];
      passed += written[2];
    }
    long seen = 0;
    for (StagedChunk.Seen event : chunk.seen()) {
      seen += writeSeen(event);
    }
    long deleted = chunk.deletions().isEmpty() ? 0 : writeDeletions(chunk.deletions());
    return new LoadCounts(
        chunk.records(),
        products,
        observations,
        appended,
        seen,
        deleted,
        chunk.refused().size(),
        passed);
  }

  private static long[] merge(Connection connection, StagedChunk chunk, TakenDown down)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(STAGING);
      copy(connection, "incoming_products", chunk.products());
      copy(connection, "incoming_variants", chunk.variants());
      long passed = down.isNone() ? 0 : passOver(statement);
      long products = statement.executeLargeUpdate(PRODUCTS);
      statement.executeLargeUpdate(IDS);
      statement.executeLargeUpdate(FIRST_SEEN);
      statement.executeLargeUpdate(FINGERPRINTS);
      Set<Long> doubtful = new TreeSet<>();
      boolean allMoved = moveVariants(statement, doubtful) == chunk.variants().rows();
      long appended = statement.executeLargeUpdate(HISTORY);
      if (!allMoved) {
        addLate(statement, doubtful);
      }
      if (!doubtful.isEmpty()) {
        judge(connection, doubtful);
      }
      return new long[] {products, appended, passed};
    }
  }

  private static long passOver(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(PASSED_OVER)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** How many variants moved; those that moved in an odd way are doubtful. */
  private static long moveVariants(Statement statement, Set<Long> doubtful) throws SQLException {
    try (ResultSet row = statement.executeQuery(VARIANTS)) {
      row.next();
      Array odd = row.getArray("doubtful");
      if (odd != null) {
        Collections.addAll(doubtful, (Long[]) odd.getArray());
      }
      return row.getLong("moved");
    }
  }

  private static void addLate(Statement statement, Set<Long> doubtful) throws SQLException {
    try (ResultSet rows = statement.executeQuery(LATE)) {
      while (rows.next()) {
        doubtful.add(rows.getLong(1));
      }
    }
  }

  private static void judge(Connection connection, Set<Long> variants) throws SQLException {
    try (PreparedStatement judge = connection.prepareStatement("select judge_observations(?)")) {
      judge.setArray(1, connection.createArrayOf("bigint", variants.toArray()));
      judge.execute();
    }
  }

  private static void copy(Connection connection, String table, CopyBuffer rows)
      throws SQLException {
    rows.end();
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + table + " from stdin (format binary)",
              new ByteArrayInputStream(rows.bytes(), 0, rows.size()),
              1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException("The connection broke while copying into " + table, e);
    }
  }

  private long writeSeen(StagedChunk.Seen event) {
    return database
        .sql(SEEN)
        .param("event_id", event.eventId())
        .param("shop_id", event.shop())
        .param("observed_at", Timestamp.from(event.observedAt()))
        .param(
            "external_ids",
            event.products().stream().map(SeenProduct::getExternalId).toArray(String[]::new))
        .param(
            "prints",
            event.products().stream()
                .map(product -> ByteBuffer.wrap(product.getFingerprint().bytes()).getLong())
                .toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  private long writeDeletions(List<StagedChunk.Deletion> deletions) {
    return database
        .sql(DELETIONS)
        .param("shop_ids", deletions.stream().map(StagedChunk.Deletion::shop).toArray(Short[]::new))
        .param(
            "external_ids",
            deletions.stream().map(StagedChunk.Deletion::externalId).toArray(String[]::new))
        .param(
            "observed_ats",
            deletions.stream()
                .map(deletion -> Timestamp.from(deletion.observedAt()))
                .toArray(Timestamp[]::new))
        .param(
            "event_ids", deletions.stream().map(StagedChunk.Deletion::eventId).toArray(UUID[]::new))
        .query(Long.class)
        .single();
  }
}
