package com.skatestock.batch.cli;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far long work is, in the last line of a terminal until it is closed. The work knows nothing
 * of it: its position is asked for once a second. Without a terminal nobody asks.
 */
final class Progress implements AutoCloseable {

  /**
   * How far work is.
   *
   * @param end what {@code done} is at the end; {@link #UNKNOWN} if nobody knows
   * @param besides what else is worth knowing; may be empty
   */
  record Position(long done, long end, String besides) {
    static final long UNKNOWN = -1;

    Position(long done, long end) {
      this(done, end, "");
    }

    /** Of work whose end nobody knows. */
    static Position open(long done, String besides) {
      return new Position(done, UNKNOWN, besides);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final Optional<Shown> shown;

  private Progress(Optional<Shown> shown) {
    this.shown = shown;
  }

  /**
   * Shows it from now on.
   *
   * @param unit what is counted, such as pages
   * @param position asked once before this returns, which is where the work begins
   */
  static Progress of(
      Optional<Terminal> terminal, String work, String unit, Supplier<Position> position) {
    return new Progress(terminal.map(screen -> new Shown(screen, work, unit, position)));
  }

  /** Of work that is short, or cannot say. */
  static Progress none() {
    return new Progress(Optional.empty());
  }

  /** Frees the last line. */
  @Override
  public void close() {
    shown.ifPresent(Shown::close);
  }

  private static final class Shown {
    private final Terminal terminal;
    private final Supplier<Position> position;
    private final ProgressBar bar;
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    Shown(Terminal terminal, String work, String unit, Supplier<Position> position) {
      this.terminal = terminal;
      this.position = position;
      bar =
          new ProgressBarBuilder()
              .setTaskName(work)
              .setUnit(" " + unit, 1)
              .setInitialMax(Position.UNKNOWN)
              .setStyle(ProgressBarStyle.ASCII) // whatever the terminal's character set
              .setConsumer(new LastLine(terminal))
              .continuousUpdate()
              .build();
      ask();
      var _ = clock.scheduleWithFixedDelay(this::ask, 1, 1, TimeUnit.SECONDS);
    }

    private void ask() {
      try {
        Position now = position.get();
        bar.maxHint(now.end());
        bar.stepTo(now.done());
        bar.setExtraMessage(now.besides());
      } catch (RuntimeException e) {
        // The work itself says what is wrong, if it is more than a moment's trouble.
        LOG.debug("How far the work is, is not known at present", e);
      }
    }

    void close() {
      clock.shutdown();
      bar.close();
      // The bar itself forgets to where it was closed before it was drawn.
      terminal.lastLine("");
    }
  }

  private record LastLine(Terminal terminal) implements ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
      return terminal.width();
    }

    @Override
    public void accept(String line) {
      terminal.lastLine(line);
    }

    @Override
    public void close() {
      terminal.lastLine("");
    }
  }
}
