package com.skatestock.batch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.wire.DeadLetters.Refusal;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.ErrorId;
import com.skatestock.contracts.Stage;
import java.time.Instant;
import java.util.Collections;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class DeadLettersTest {
  /** As the publisher of events does. */
  @Test
  void waitForABrokerThatIsAwayOnceAndNotForEachRefusal() throws Exception {
    ErrorEvent event =
        ErrorEvent.newBuilder()
            .setErrorId(new ErrorId(new byte[16]))
            .setStage(Stage.NORMALISE)
            .setReason("PRICE_NOT_UNDERSTOOD")
            .setMessage("Price not understood")
            .setRefusedAt(Instant.parse("2026-11-21T12:00:00Z"))
            .build();
    try (AbsentBroker broker = new AbsentBroker()) {
      DeadLetters letters =
          new DeadLetters(
              broker,
              refused -> new byte[] {1},
              new NamedParameterJdbcTemplate(new JdbcTemplate()));

      assertThatThrownBy(() -> letters.send(Collections.nCopies(10, new Refusal(event, 7))))
          .hasMessageContaining("did not take all of 10 refused records")
          .hasCauseInstanceOf(TimeoutException.class);

      assertThat(broker.asked()).isEqualTo(1);
    }
  }
}
