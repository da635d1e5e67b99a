package com.skatestock.batch.job.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LiveFirstTest {
  private final Queue<Long> backlogs = new ArrayDeque<>();
  private boolean scraped;

  private LiveFirst liveFirst(Duration patience) {
    return new LiveFirst(
        new LiveFirst.Rules(
            shop -> shop.equals("seasons") && scraped,
            backlogs::remove,
            100,
            patience,
            Duration.ofMillis(1)),
        "seasons");
  }

  @Test
  void waitsWhileItsShopIsScraped() throws InterruptedException {
    LiveFirst liveFirst = liveFirst(Duration.ofMinutes(1));
    scraped = true;
    assertThat(liveFirst.isOurTurn()).isFalse();
    assertThat(liveFirst.isOurTurn()).isFalse();

    scraped = false;
    backlogs.add(0L);
    assertThat(liveFirst.isOurTurn()).isTrue();
  }

  @Test
  void waitsWhileTheLoadCatchesUp() throws InterruptedException {
    LiveFirst liveFirst = liveFirst(Duration.ofMinutes(1));
    backlogs.addAll(List.of(900L, 500L, 500L, 101L, 100L));

    assertThat(liveFirst.isOurTurn()).isFalse();
    assertThat(liveFirst.isOurTurn()).isFalse();
    assertThat(liveFirst.isOurTurn()).isFalse();
    assertThat(liveFirst.isOurTurn()).isFalse();
    assertThat(liveFirst.isOurTurn()).isTrue();
  }

  @Test
  void doesNotWaitForALoadThatNobodyRuns() throws InterruptedException {
    LiveFirst liveFirst = liveFirst(Duration.ofMillis(20));
    backlogs.addAll(List.of(900L, 900L));

    assertThat(liveFirst.isOurTurn()).isFalse();
    Thread.sleep(30);
    assertThat(liveFirst.isOurTurn()).isTrue();
  }
}
