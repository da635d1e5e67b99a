package com.skatestock.local.shop;

import java.util.Set;

/**
 * A bad manner and when it shows. It counts the requests whose path and page fit, from the moment
 * it is switched on; of those it spoils every {@code every}-th between {@code from} and {@code to},
 * at most {@code times} times.
 *
 * @param every 1 for each
 * @param from the first, counted from 1
 * @param to the last; {@link Long#MAX_VALUE} for no end
 * @param pages page numbers; empty for any
 * @param path how the path begins; empty for any except {@code /robots.txt}
 */
public record Misbehaviour(
    BadManner manner, int every, long from, long to, Set<Integer> pages, String path, long times) {

  public Misbehaviour {
    if (every < 1 || from < 1 || to < from || times < 1) {
      throw new IllegalArgumentException(
          "every, from and times must be at least 1, and to not below from: every="
              + every
              + " from="
              + from
              + " to="
              + to
              + " times="
              + times);
    }
    pages = Set.copyOf(pages);
  }

  /** At every request (robots.txt apart) until cleared. */
  public static Misbehaviour always(BadManner manner) {
    return new Misbehaviour(manner, 1, 1, Long.MAX_VALUE, Set.of(), "", Long.MAX_VALUE);
  }

  public Misbehaviour every(int k) {
    return new Misbehaviour(manner, k, from, to, pages, path, times);
  }

  /** Only the a-th to b-th fitting request. */
  public Misbehaviour requests(long a, long b) {
    return new Misbehaviour(manner, every, a, b, pages, path, times);
  }

  public Misbehaviour onPages(Integer... numbers) {
    return new Misbehaviour(manner, every, from, to, Set.of(numbers), path, times);
  }

  public Misbehaviour onPath(String beginning) {
    return new Misbehaviour(manner, every, from, to, pages, beginning, times);
  }

  public Misbehaviour times(long most) {
    return new Misbehaviour(manner, every, from, to, pages, path, most);
  }

  boolean fits(HttpRequest request) {
    boolean place =
        path.isEmpty() ? !request.path().equals("/robots.txt") : request.path().startsWith(path);
    return place && (pages.isEmpty() || pages.contains(request.page()));
  }

  /** Whether the nth fitting request is to be spoilt, {@code done} having been spoilt already. */
  boolean strikes(long nth, long done) {
    return nth >= from && nth <= to && nth % every == 0 && done < times;
  }
}
