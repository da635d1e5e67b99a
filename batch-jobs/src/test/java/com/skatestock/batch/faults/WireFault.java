package com.skatestock.batch.faults;

import java.util.function.Predicate;

/**
 * What is to go wrong between a program and PostgreSQL, once.
 *
 * @param way how
 * @param which the statements that count
 * @param after how many of those pass before one is struck
 * @param bytes for {@link Way#CUT}: how much of the answer still arrives
 */
record WireFault(Way way, Predicate<String> which, int after, int bytes) {

  /** What happens to the statement. */
  enum Way {
    /** Nothing but that somebody is told, {@link FaultyWire#arm(WireFault, Runnable)}. */
    TELL,
    /** The server's process is ended before it hears the statement; the client is told so. */
    TERMINATE,
    /** The statement is carried out; its answer never arrives, the connection breaks. */
    LOSE_ANSWER,
    /** Both sides see the connection break before the statement is heard. */
    RESET,
    /** The answer breaks off in the middle. */
    CUT,
    /** From the statement on nothing passes any more, and nobody is told. */
    HALF_OPEN,
    /** The answer is held back for {@link FaultyWire#DELAY}, like those after it. */
    DELAY
  }

  static WireFault of(Way way, int after) {
    return new WireFault(way, statement -> true, after, 0);
  }

  /** The nth COMMIT, counted from 0, is carried out and its answer lost. */
  static WireFault commitLost(int after) {
    return new WireFault(
        Way.LOSE_ANSWER, statement -> statement.startsWith(FaultyWire.COMMIT), after, 0);
  }

  /**
   * Somebody is told before the COMMIT that ends a step's first chunk: its metadata is written and
   * its rows are locked. The same COMMIT before it is that of the step's start.
   */
  static WireFault beforeAChunksLastCommit() {
    return new WireFault(
        Way.TELL,
        statement -> statement.startsWith(FaultyWire.COMMIT + "UPDATE BATCH_STEP_EXECUTION SET"),
        1,
        0);
  }
}
