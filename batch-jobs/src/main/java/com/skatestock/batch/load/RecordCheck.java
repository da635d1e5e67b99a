package com.skatestock.batch.load;

import com.skatestock.batch.load.RefusedRecord.Step;
import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.ProductEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Whether a Kafka record can be loaded; what it says of one record it says of it each time. */
public final class RecordCheck {

  /** What a record turned out to be. */
  public sealed interface Verdict {

    /** It can be loaded. */
    record Loadable(ProductEvent event) implements Verdict {}

    /** It cannot. */
    record Refused(RefusedRecord refused) implements Verdict {}
  }

  private static final String NO_VALUE = "TOMBSTONE";

  private final Function<byte[], Decoded<ProductEvent>> decoder;
  private final EventCheck check;

  /**
   * @param decoder bad bytes are a value to it, never an exception
   */
  public RecordCheck(Function<byte[], Decoded<ProductEvent>> decoder, Clock clock) {
    this.decoder = decoder;
    check = new EventCheck(clock);
  }

  /** All reasons for which a record can be refused. */
  public static Stream<String> reasons() {
    return Stream.of(
            Stream.of(NO_VALUE),
            Stream.of(Decoded.Reason.values()).map(Enum::name),
            Stream.of(EventCheck.Reason.values()).map(Enum::name))
        .flatMap(names -> names);
  }

  /** Looks at a record. */
  public Verdict of(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return refused(record, Step.DECODE, NO_VALUE, "A record without a value: nothing to load");
    }
    return switch (decoder.apply(value)) {
      case Decoded.Undecodable<ProductEvent>(Decoded.Reason reason, String detail) ->
          refused(record, Step.DECODE, reason.name(), detail);
      case Decoded.Event<ProductEvent>(ProductEvent event) -> {
        Optional<EventCheck.Reason> reason = check.refusal(event);
        yield reason.isEmpty()
            ? new Verdict.Loadable(event)
            : refused(
                record,
                Step.CHECK,
                reason.get().name(),
                "The event cannot be loaded: shop=%s product=%s observed_at=%s"
                    .formatted(event.getShop(), event.getExternalId(), event.getObservedAt()));
      }
    };
  }

  private static Verdict refused(
      ConsumerRecord<byte[], byte[]> record, Step step, String reason, String message) {
    return new Verdict.Refused(new RefusedRecord(record, step, reason, new Unloadable(message)));
  }
}
