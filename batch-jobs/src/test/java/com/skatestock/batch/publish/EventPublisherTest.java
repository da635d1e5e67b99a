package com.skatestock.batch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.wire.AbsentBroker;
import com.skatestock.contracts.ProductEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
  /**
   * The disk under Kafka was full, the broker ended, and a scrape waited a minute for it with each
   * of a thousand events: for most of a day, under a living lease.
   */
  @Test
  void waitsForABrokerThatIsAwayOnceAndNotForEachEvent() throws Exception {
    try (AbsentBroker broker = new AbsentBroker()) {
      EventPublisher publisher =
          new EventPublisher(
              "product-events", broker, event -> new byte[] {1}, new TopicPartitions(6));

      assertThatThrownBy(() -> publisher.publish(tenEvents()))
          .isInstanceOf(PublicationFailed.class)
          .hasCauseInstanceOf(TimeoutException.class);

      assertThat(broker.asked()).isEqualTo(1);
    }
  }

  private static List<ProductEvent> tenEvents() {
    return IntStream.range(0, 10)
        .mapToObj(
            number -> {
              ProductEvent event = new ProductEvent();
              event.setShop("seasons");
              event.setExternalId("deck-" + number);
              return event;
            })
        .toList();
  }
}
