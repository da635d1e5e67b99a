package com.skatestock.batch.job.scrape;

import com.skatestock.batch.job.scrape.PageFeed.ReadPage;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a source's pages together to chunks, each product whole ({@link PageGroups}), and hands them
 * over. For one thread.
 */
final class PageChunks {
  private final Ahead.Sink<List<ReadPage>> sink;
  private final PageGroups groups = new PageGroups();
  private List<ReadPage> chunk = new ArrayList<>();

  PageChunks(Ahead.Sink<List<ReadPage>> sink) {
    this.sink = sink;
  }

  void add(ReadPage page) {
    chunk.addAll(groups.add(page));
  }

  /** Pages that are ready to be handed over. */
  int ready() {
    return chunk.size();
  }

  /** Hands over what is ready, if anything is; waits while there is no room. */
  void handOver() throws InterruptedException {
    if (!chunk.isEmpty()) {
      sink.put(chunk);
      chunk = new ArrayList<>();
    }
  }

  /** Hands over what is left, whole or not: no page follows. */
  void end() throws InterruptedException {
    chunk.addAll(groups.rest());
    handOver();
  }
}
