package com.skatestock.batch.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.local.LocalServer;
import com.skatestock.local.LocalStack;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Whatever goes into PostgreSQL by COPY comes out of it as it was. */
class CopyBufferProperties {
  private static final LocalStack STACK = LocalStack.shared(LocalServer.POSTGRES);
  private static final String DATABASE = STACK.freshDatabase();

  record Row(
      @Nullable String text,
      @Nullable BigDecimal amount,
      Instant at,
      @Nullable Integer count,
      @Nullable Short small) {}

  @Property(tries = 25)
  void rowsComeBackAsTheyWere(@ForAll("rows") List<Row> rows) throws Exception {
    CopyBuffer buffer = new CopyBuffer(16);
    for (Row row : rows) {
      buffer.startRow(5);
      buffer.text(row.text());
      buffer.money(row.amount());
      buffer.timestamp(ChronoUnit.MICROS.between(Instant.EPOCH, row.at()));
      buffer.int4(row.count());
      buffer.int2(row.small());
    }
    buffer.end();

    List<Row> back = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(DATABASE, STACK.username(), STACK.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create temporary table copied (text text, amount numeric(19, 4), at timestamptz, count"
              + " integer, small smallint)");
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy copied from stdin (format binary)",
              new ByteArrayInputStream(buffer.bytes(), 0, buffer.size()));
      try (ResultSet found = statement.executeQuery("select * from copied order by ctid")) {
        while (found.next()) {
          back.add(
              new Row(
                  found.getString("text"),
                  found.getBigDecimal("amount"),
                  found.getTimestamp("at").toInstant(),
                  (Integer) found.getObject("count"),
                  found.getObject("small") == null ? null : found.getShort("small")));
        }
      }
      // Equal in PostgreSQL's own eyes too: no digit group of an amount is written in a wrong way.
      try (ResultSet odd =
          statement.executeQuery(
              "select count(*) from copied where amount::text::numeric <> amount or"
                  + " hash_numeric(amount::text::numeric) <> hash_numeric(amount)")) {
        odd.next();
        assertThat(odd.getInt(1)).isZero();
      }
    }
    assertThat(back).isEqualTo(rows.stream().map(CopyBufferProperties::asStored).toList());
  }

  private static Row asStored(Row row) {
    BigDecimal amount = row.amount();
    return new Row(
        row.text() == null ? null : Objects.requireNonNull(row.text()).replace('\0', '\uFFFD'),
        amount == null ? null : amount.setScale(4),
        row.at(),
        row.count(),
        row.small());
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars("aZ9 \t\n\\\"'\0äß漢\u20AC")
            .withCharRange('\u0001', '\uD7FF')
            .ofMaxLength(40);
    // Up to the largest amount, and often with zeroes where a group of four digits begins or ends.
    Arbitrary<BigDecimal> amounts =
        Combinators.combine(
                Arbitraries.bigIntegers()
                    .between(
                        BigInteger.TEN.pow(18).subtract(BigInteger.ONE).negate(),
                        BigInteger.TEN.pow(18).subtract(BigInteger.ONE)),
                Arbitraries.of(
                    1L, 10_000L, 100_000_000L, 1_000_000_000_000L, 10_000_000_000_000_000L))
            .as(
                (unscaled, round) ->
                    new BigDecimal(
                        unscaled.subtract(unscaled.remainder(BigInteger.valueOf(round))), 4));
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(
                Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000,
                Instant.parse("2099-01-01T00:00:00Z").getEpochSecond() * 1_000_000)
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    return Combinators.combine(
            texts.injectNull(0.1),
            amounts.injectNull(0.1),
            instants,
            Arbitraries.integers().injectNull(0.1),
            Arbitraries.shorts().injectNull(0.1))
        .as(Row::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(200);
  }
}
