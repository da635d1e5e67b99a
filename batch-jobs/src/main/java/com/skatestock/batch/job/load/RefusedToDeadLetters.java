package com.skatestock.batch.job.load;

import com.skatestock.batch.load.RefusedRecord;
import com.skatestock.batch.load.RefusedRecords;
import com.skatestock.batch.wire.DeadLetters;
import com.skatestock.batch.wire.DeadLetters.Refusal;
import com.skatestock.batch.wire.ErrorIds;
import com.skatestock.contracts.ErrorEvent;
import com.skatestock.contracts.Stage;
import java.time.Clock;
import java.util.List;

/** Sends what the loader refuses to the dead letters. */
public final class RefusedToDeadLetters implements RefusedRecords {
  private final DeadLetters deadLetters;
  private final Clock clock;

  public RefusedToDeadLetters(DeadLetters deadLetters, Clock clock) {
    this.deadLetters = deadLetters;
    this.clock = clock;
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
    var record = refused.record();
    return new Refusal(
        ErrorEvent.newBuilder()
            .setErrorId(
                ErrorIds.of(Stage.LOAD, record.topic(), record.partition(), record.offset()))
            .setStage(Stage.LOAD)
            .setReason(refused.reason())
            .setMessage(
                "Record not loaded: %s/%d@%d: %s"
                    .formatted(
                        record.topic(), record.partition(), record.offset(), refused.message()))
            .setRefusedAt(clock.instant())
            .build(),
        record);
  }
}
