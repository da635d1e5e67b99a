package com.skatestock.batch.cli;

import com.skatestock.batch.cli.Progress.Position;
import com.skatestock.batch.load.LoadBacklog;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;

/**
 * How far a load is on its way to the topic's end: where that was when it was first asked, which is
 * where the load stops.
 */
final class LoadedRecords implements Supplier<Position> {
  private static final Duration BROKERS_PATIENCE = Duration.ofSeconds(5);

  private final LoadBacklog backlog;
  private long begin;
  private long end = Position.UNKNOWN;

  LoadedRecords(ApplicationContext context) {
    backlog = context.getBean(LoadBacklog.class);
  }

  @Override
  public Position get() {
    if (end == Position.UNKNOWN) {
      begin = backlog.position();
      end = backlog.records(BROKERS_PATIENCE);
    }
    // A partition's first position is where its oldest record is, which need not be 0.
    return new Position(Math.min(end, backlog.position() - begin), end);
  }
}
