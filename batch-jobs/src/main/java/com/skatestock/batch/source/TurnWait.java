package com.skatestock.batch.source;

import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.HostBudget.Visit;
import java.io.IOException;
import java.time.Duration;

/** Waits for a request's turn at its host, and sees to it that the turn is not missed. */
final class TurnWait {
  /** How late for a turn, and from there to the request: usually a millisecond. */
  private static final Duration WINDOW = Duration.ofMillis(50);

  /** How waiting for a turn ends. */
  sealed interface Start {
    /**
     * The request may start.
     *
     * @param sending what happens when it goes out
     */
    record At(Wire.Sending sending) implements Start {}

    /** It may not, for longer than we wait. */
    record Never(Failed why) implements Start {}
  }

  /** Connecting took so long that another request has started meanwhile. */
  static final class TurnMissed extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final HostBudget budget;
  private final Duration longest;
  private final Sleeper sleeper;

  /**
   * @param longest wait for a host that wants to be left alone
   */
  TurnWait(HostBudget budget, Duration longest, Sleeper sleeper) {
    this.budget = budget;
    this.longest = longest;
    this.sleeper = sleeper;
  }

  /**
   * Blocks until the request may start.
   *
   * @param last how the attempt before ended
   */
  Start await(Turns.Question question, Failed last) throws InterruptedException {
    Host host = Host.of(question.uri());
    Duration window = WINDOW;
    Duration waited = Duration.ZERO;
    String ticket = HostBudget.NO_TICKET;
    while (true) {
      long asked = System.nanoTime();
      Visit visit = new Visit(host, question.shop().id(), question.delay(), window, ticket);
      switch (budget.ask(visit)) {
        case Turn.Now(Duration until, String turn) -> {
          if (System.nanoTime() - asked <= until.toNanos()) {
            Visit started = visit.with(turn);
            return new Start.At(
                () -> {
                  if (System.nanoTime() - asked > until.toNanos() && !budget.late(started)) {
                    throw new TurnMissed();
                  }
                });
          }
          window = window.multipliedBy(2); // a slow machine or network: a wider one is needed
          ticket = HostBudget.NO_TICKET;
        }
        case Turn.Later(Duration wait, Turn.Reason reason, String turn) -> {
          if (reason != Turn.Reason.DELAY) {
            waited = waited.plus(wait);
            if (waited.compareTo(longest) > 0) {
              return new Start.Never(noTurn(last, wait, reason));
            }
          } else if (!ticket.isEmpty()) {
            window = window.multipliedBy(2); // too late for the turn that was kept
          }
          ticket = turn;
          if (wait.isPositive()) {
            sleeper.sleep(wait);
          }
        }
      }
    }
  }

  private static Failed noTurn(Failed last, Duration wait, Turn.Reason reason) {
    String seconds = " for another " + wait.toSeconds() + " s";
    return switch (reason) {
      case CIRCUIT_OPEN ->
          noTurn(
              last, Failure.CIRCUIT_OPEN, "the host failed too often, it is left alone" + seconds);
      case NO_LEASE ->
          noTurn(last, Failure.NO_LEASE, "Redis is away, and the shop's lease is not held here");
      case PAUSE, DELAY ->
          noTurn(last, Failure.RETRY_AFTER_TOO_LONG, "the host wants to be left alone" + seconds);
    };
  }

  private static Failed noTurn(Failed last, Failure reason, String message) {
    return new Failed(last.uri(), reason, last.attempts(), last.lastStatus(), message);
  }
}
