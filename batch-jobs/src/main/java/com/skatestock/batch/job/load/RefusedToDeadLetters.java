package com.skatestock.batch.job.load;

import com.skatestock.batch.load.RecordCheck;
import com.skatestock.batch.load.RecordKey;
import com.skatestock.batch.load.RefusedRecord;
import com.skatestock.batch.load.RefusedRecords;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.batch.wire.DeadLetters.ConnectStage;
import com.skatestock.batch.wire.DeadLetters.Origin;
import com.skatestock.batch.wire.DeadLetters.Refusal;
import com.skatestock.batch.wire.ErrorIds;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sends what one execution of the load refuses to the dead letters. */
public final class RefusedToDeadLetters implements RefusedRecords {
  private static final String CONNECTOR = "load";

  private final DeadLetters deadLetters;
  private final Clock clock;
  private final long execution;
  private final Instant slot;
  private final String correlationId;

  /**
   * @param correlationId the run: job/slot/scope
   */
  public RefusedToDeadLetters(
      DeadLetters deadLetters, Clock clock, long execution, Instant slot, String correlationId) {
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.execution = execution;
    this.slot = slot;
    this.correlationId = correlationId;
  }

  @Override
  public void keep(List<RefusedRecord> refused) {
    try {
      deadLetters.keep(refused.stream().map(this::refusal).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while keeping refused records", e);
    }
  }

  private Refusal refusal(RefusedRecord refused) {
    ConsumerRecord<byte[], byte[]> record = refused.record();
    // As far as its key says so: the value may say nothing.
    Optional<RecordKey> key = RecordKey.of(record);
    ErrorEvent event =
        ErrorEvent.newBuilder()
            .setErrorId(
                DeadLetters.replayed(record)
                    .orElseGet(
                        () ->
                            ErrorIds.of(
                                Stage.LOAD, record.topic(), record.partition(), record.offset())))
            .setStage(Stage.LOAD)
            .setShop(key.map(RecordKey::shop).orElse(null))
            .setExternalId(key.map(RecordKey::externalId).orElse(null))
            .setReason(refused.reason())
            .setMessage(
                "Record not loaded: %s/%d@%d: %s"
                    .formatted(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        refused.why().getMessage()))
            .setSlot(slot)
            .setRefusedAt(clock.instant())
            .setCorrelationId(correlationId)
            .build();
    ConnectStage stage =
        switch (refused.step()) {
          case DECODE -> ConnectStage.VALUE_CONVERTER;
          case CHECK -> ConnectStage.TASK_PUT;
        };
    return new Refusal(
        event,
        execution,
        new Origin(
            record,
            CONNECTOR,
            record.partition(),
            stage,
            RecordCheck.class.getName(),
            refused.why()));
  }
}
