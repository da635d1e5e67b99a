package com.skatestock.batch.source;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.BodyReader.TooLarge;
import com.skatestock.batch.source.BodyReader.UnknownEncoding;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import com.skatestock.batch.source.PrivateAddresses.PrivateHost;
import com.skatestock.batch.source.TurnWait.Start;
import com.skatestock.batch.source.TurnWait.TurnMissed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for one address until there is an answer that will not pass: waits for its turn at the host
 * before each attempt, backs off after a failed one (exponential, full jitter: Brooker,
 * "Exponential Backoff And Jitter", 2015), and slows the whole host down when the shop asks for it.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final Wire wire;
  private final HostBudget budget;
  private final FetchSettings settings;
  private final Clock clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final TurnWait turns;

  Turns(
      Wire wire,
      HostBudget budget,
      FetchSettings settings,
      Clock clock,
      Sleeper sleeper,
      RandomGenerator random) {
    this.wire = wire;
    this.budget = budget;
    this.settings = settings;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    turns = new TurnWait(budget, settings.maxRetryAfter(), sleeper);
  }

  /** An answer, or the outcome that stands in for it. */
  sealed interface Reply {
    record Answered(Answer answer) implements Reply {}

    record Stopped(FetchOutcome outcome) implements Reply {}
  }

  /**
   * One address and how to ask for it.
   *
   * @param delay between two requests to the host
   * @param cap most bytes of the body
   * @param cut true to take the first {@code cap} bytes of a longer body instead of refusing it
   */
  record Question(
      Shop shop,
      URI uri,
      Validators known,
      Duration delay,
      int cap,
      boolean cut,
      ShopCounters counters) {}

  Reply ask(Question question) {
    URI uri = question.uri();
    Host host = Host.of(uri);
    int attempts = question.shop().manners().attempts();
    Failed last = new Failed(uri, Failure.UNREACHABLE, 0, 0, "not asked");
    try {
      for (int attempt = 1; attempt <= attempts; attempt++) {
        if (attempt > 1) {
          question.counters().retries.increment();
        }
        Wire.Sending sending;
        switch (turns.await(question, last)) {
          case Start.At(Wire.Sending late) -> sending = late;
          case Start.Never(Failed why) -> {
            return new Reply.Stopped(why);
          }
        }
        question.counters().requests.increment();
        try {
          Answer answer = once(question, sending);
          if (!answer.mayPass()) {
            budget.answered(host);
            return new Reply.Answered(answer);
          }
          last = failed(uri, attempt, answer);
          Optional<Duration> wait = retryAfter(answer);
          if (answer.isThrottle()) {
            question.counters().throttled.increment();
          }
          if (answer.isThrottle() || wait.isPresent()) {
            budget.throttled(host, wait.orElse(settings.backoff().plus(backoff(attempt))));
            if (wait.isPresent() && wait.get().compareTo(settings.maxRetryAfter()) > 0) {
              return new Reply.Stopped(tooLong(last, wait.get()));
            }
            continue; // the next turn waits for the pause
          }
          noteFailure(host);
        } catch (TurnMissed e) {
          last = new Failed(uri, Failure.TIMEOUT, attempt, last.lastStatus(), "missed its turn");
          continue;
        } catch (PrivateHost e) {
          return refused(uri, Refusal.PRIVATE_ADDRESS, e);
        } catch (TooLarge e) {
          budget.answered(host);
          return refused(uri, Refusal.BODY_TOO_LARGE, e);
        } catch (UnknownEncoding e) {
          budget.answered(host);
          return refused(uri, Refusal.UNKNOWN_ENCODING, e);
        } catch (IOException e) {
          noteFailure(host);
          last = new Failed(uri, reason(e), attempt, last.lastStatus(), String.valueOf(e));
        }
        Duration rest = attempt < attempts ? backoff(attempt) : Duration.ZERO;
        if (rest.isPositive()) {
          sleeper.sleep(rest);
        }
      }
      return new Reply.Stopped(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Stopped(
          new Failed(uri, Failure.INTERRUPTED, last.attempts(), last.lastStatus(), "interrupted"));
    }
  }

  private Answer once(Question question, Wire.Sending sending)
      throws IOException, InterruptedException {
    try {
      Answer answer =
          wire.get(
              question.shop().manners(),
              question.uri(),
              question.known(),
              question.cap(),
              question.cut(),
              sending);
      question.counters().bytes.add(answer.body().length());
      return answer;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private void noteFailure(Host host) {
    budget
        .failed(host)
        .ifPresent(
            rest ->
                LOG.warn(
                    "{} failed too often: left alone for {} s, then one request tries it",
                    host,
                    rest.toSeconds()));
  }

  /** Up to {@code backoff} after the first attempt, twice that after the second, and so on. */
  private Duration backoff(int attempt) {
    long most =
        Math.min(
            settings.maxBackoff().toMillis(),
            settings.backoff().toMillis() << Math.min(attempt - 1, 30));
    return Duration.ofMillis(random.nextLong(most + 1));
  }

  private Optional<Duration> retryAfter(Answer answer) {
    return answer.header("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
  }

  private static Failed failed(URI uri, int attempt, Answer answer) {
    Failure reason = answer.isThrottle() ? Failure.THROTTLED : Failure.HTTP_STATUS;
    return new Failed(uri, reason, attempt, answer.status(), "HTTP " + answer.status());
  }

  private Failed tooLong(Failed last, Duration wait) {
    return new Failed(
        last.uri(),
        Failure.RETRY_AFTER_TOO_LONG,
        last.attempts(),
        last.lastStatus(),
        last.message()
            + ", Retry-After "
            + wait.toSeconds()
            + " s exceeds "
            + settings.maxRetryAfter().toSeconds()
            + " s");
  }

  private static Reply refused(URI uri, Refusal reason, IOException e) {
    return new Reply.Stopped(new Refused(uri, reason, 0, String.valueOf(e.getMessage())));
  }

  private static Failure reason(IOException e) {
    return switch (e) {
      case InterruptedIOException timeout -> Failure.TIMEOUT; // all time-outs are of this family
      case ConnectException refused -> Failure.UNREACHABLE;
      case NoRouteToHostException unreachable -> Failure.UNREACHABLE;
      case UnknownHostException unknown -> Failure.UNREACHABLE;
      case SSLException distrusted -> Failure.UNREACHABLE;
      case ZipException notPacked -> Failure.MALFORMED;
      case ClientProtocolException notHttp -> Failure.MALFORMED;
      case TruncatedChunkException cutOff -> Failure.CUT_OFF;
      case MalformedChunkCodingException notHttp -> Failure.MALFORMED;
      default -> Failure.CUT_OFF; // reset, closed early, too short, too long
    };
  }
}
