package com.skatestock.batch.job.deadletter;

import com.skatestock.batch.extract.ExtractedPage;
import com.skatestock.batch.load.RecordCheck;
import com.skatestock.batch.normalise.Normalised;
import com.skatestock.contracts.Stage;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who refuses, and for what: the words of the table {@code dead_letter_queue}. */
public final class RefusalReasons {

  private RefusalReasons() {}

  /** The stages that refuse single products or records. */
  public static Collection<String> stages() {
    return Stream.of(Stage.EXTRACT, Stage.NORMALISE, Stage.LOAD).map(Stage::name).toList();
  }

  /** All reasons of all stages. */
  public static Collection<String> all() {
    TreeSet<String> reasons = new TreeSet<>();
    for (Stream<String> ofStage :
        List.of(
            Stream.of(ExtractedPage.Reason.values()).map(Enum::name),
            Stream.of(Normalised.Reason.values()).map(Enum::name),
            RecordCheck.reasons())) {
      ofStage.forEach(reasons::add);
    }
    return reasons;
  }
}
