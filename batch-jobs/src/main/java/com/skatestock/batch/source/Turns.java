package com.skatestock.batch.source;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.BodyReader.TooLarge;
import com.skatestock.batch.source.BodyReader.UnknownEncoding;
import com.skatestock.batch.source.FetchOutcome.Failed;
import com.skatestock.batch.source.FetchOutcome.Failure;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import com.skatestock.batch.source.FetchOutcome.Refused;
import com.skatestock.batch.source.PrivateAddresses.PrivateHost;
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

/**
 * Asks for one address until there is an answer that will not pass: waits for its turn at the host
 * before each attempt, backs off after a failed one (exponential, full jitter: Brooker,
 * "Exponential Backoff And Jitter", 2015), and slows the whole host down when the shop asks for it.
 */
final class Turns {
  private final Wire wire;
  private final HostBudget budget;
  private final FetchSettings settings;
  private final Clock clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;

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
    int attempts = question.shop().manners().attempts();
    Failed last = new Failed(uri, Failure.UNREACHABLE, 0, 0, "not asked");
    try {
      for (int attempt = 1; attempt <= attempts; attempt++) {
        if (attempt > 1) {
          question.counters().retries.increment();
        }
        awaitTurn(Host.of(uri), question.delay());
        question.counters().requests.increment();
        Optional<Duration> wait;
        try {
          Answer answer = once(question);
          if (!answer.mayPass()) {
            return new Reply.Answered(answer);
          }
          if (answer.isThrottle()) {
            question.counters().throttled.increment();
          }
          last = failed(uri, attempt, answer);
          wait = retryAfter(answer);
          if (wait.isPresent() && wait.get().compareTo(settings.maxRetryAfter()) > 0) {
            budget.throttle(Host.of(uri), settings.maxRetryAfter());
            return new Reply.Stopped(tooLong(last, wait.get()));
          }
          if (answer.isThrottle()) {
            budget.throttle(Host.of(uri), wait.orElse(settings.backoff().plus(backoff(attempt))));
            continue; // the next turn waits for the pause
          }
        } catch (PrivateHost e) {
          return refused(uri, Refusal.PRIVATE_ADDRESS, e);
        } catch (TooLarge e) {
          return refused(uri, Refusal.BODY_TOO_LARGE, e);
        } catch (UnknownEncoding e) {
          return refused(uri, Refusal.UNKNOWN_ENCODING, e);
        } catch (IOException e) {
          last = new Failed(uri, reason(e), attempt, last.lastStatus(), String.valueOf(e));
          wait = Optional.empty();
        }
        if (attempt < attempts) {
          sleep(wait.orElse(backoff(attempt)));
        }
      }
      return new Reply.Stopped(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Stopped(
          new Failed(uri, Failure.INTERRUPTED, last.attempts(), last.lastStatus(), "interrupted"));
    }
  }

  private Answer once(Question question) throws IOException, InterruptedException {
    try {
      Answer answer =
          wire.get(
              question.shop().manners(),
              question.uri(),
              question.known(),
              question.cap(),
              question.cut());
      question.counters().bytes.add(answer.body().length());
      return answer;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private void awaitTurn(Host host, Duration delay) throws InterruptedException {
    do {
      sleep(budget.reserve(host, delay));
    } while (budget.pause(host).isPositive());
  }

  private void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      sleeper.sleep(duration);
    }
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
