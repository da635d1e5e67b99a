package com.skatestock.batch.load;

import java.util.List;

/** Where records go that cannot be loaded. */
public interface RefusedRecords {

  /**
   * Keeps the records: acknowledged by the dead-letter topic, then written to the dead-letter queue
   * in the caller's transaction. Doing it again keeps each once.
   */
  void keep(List<RefusedRecord> refused);
}
