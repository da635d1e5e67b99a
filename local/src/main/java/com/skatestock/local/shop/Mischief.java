package com.skatestock.local.shop;

import com.skatestock.local.shop.BadManner.CutOff;
import com.skatestock.local.shop.BadManner.Damage;
import com.skatestock.local.shop.BadManner.EmptyPage;
import com.skatestock.local.shop.BadManner.EndlessPagination;
import com.skatestock.local.shop.BadManner.HtmlInsteadOfJson;
import com.skatestock.local.shop.BadManner.HugeBody;
import com.skatestock.local.shop.BadManner.Malformed;
import com.skatestock.local.shop.BadManner.RedirectLoop;
import com.skatestock.local.shop.BadManner.RetryAfter;
import com.skatestock.local.shop.BadManner.ServerError;
import com.skatestock.local.shop.BadManner.Slow;
import com.skatestock.local.shop.BadManner.TooManyRequests;
import com.skatestock.local.shop.BadManner.WrongLength;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Carries out a bad manner: sends the answer that was due in the way that it should not be sent.
 */
record Mischief(Delivery delivery) {
  /** Where a redirect loop goes round; each of its two pages leads to the other. */
  static final String LOOP = "/_loop/";

  private static final int PIECES = 20;
  private static final int BLOCK = 1 << 20;
  private static final String CHALLENGE =
      "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your"
          + " browser</h1><p>Opening soon. Enter using password.</p></body></html>";

  /**
   * @param due what a well-behaved shop would answer; asked for only where it is needed
   */
  void perform(BadManner manner, HttpRequest request, Supplier<Answer> due, Wire wire)
      throws IOException, InterruptedException {
    switch (manner) {
      case Slow slow -> dribble(slow, delivery.of(request, due.get()), wire);
      case CutOff cutOff -> cutOff(cutOff, due.get(), wire);
      case WrongLength wrong -> wrongLength(wrong, due.get(), wire);
      case HtmlInsteadOfJson() -> wire.send(Answer.of(200, Answer.HTML, CHALLENGE));
      case TooManyRequests throttle -> wire.send(throttled(throttle));
      case ServerError(int status) ->
          wire.send(
              Answer.of(status, Answer.HTML, "<html><body><h1>" + status + "</h1></body></html>"));
      case Malformed(Damage damage) -> {
        Answer answer = due.get();
        wire.send(answer.withBody(damaged(damage, answer.body())));
      }
      case RedirectLoop() -> wire.send(redirect("a"));
      case HugeBody huge -> hugeBody(huge, due.get(), wire);
      // Both show another page of the listing; the door has already turned to it.
      case EmptyPage(), EndlessPagination() -> wire.send(delivery.of(request, due.get()));
    }
  }

  static Answer redirect(String stop) {
    return Answer.of(302, Answer.HTML, "<html><body>Moved</body></html>")
        .with("Location", LOOP + stop);
  }

  private static void dribble(Slow slow, Answer answer, Wire wire)
      throws IOException, InterruptedException {
    Thread.sleep(slow.beforeHeaders());
    ByteBuffer body = answer.body();
    if (slow.betweenPieces().isZero() || !body.hasRemaining()) {
      wire.send(answer);
      return;
    }
    wire.sendHead(answer, body.remaining());
    int piece = Math.ceilDiv(body.remaining(), PIECES);
    while (body.hasRemaining()) {
      Thread.sleep(slow.betweenPieces());
      int length = Math.min(piece, body.remaining());
      wire.sendBody(body.slice(body.position(), length));
      body.position(body.position() + length);
    }
  }

  private static void cutOff(CutOff cutOff, Answer answer, Wire wire) throws IOException {
    ByteBuffer body = answer.body();
    int sent = (int) ((long) body.remaining() * cutOff.percent() / 100);
    if (cutOff.chunked()) {
      wire.sendHead(answer, Wire.CHUNKED);
      wire.sendChunk(body.slice(body.position(), sent / 2));
      // The second chunk promises more than comes.
      wire.sendBody(Answer.bytes(Integer.toHexString(body.remaining() - sent / 2) + "\r\n"));
      wire.sendBody(body.slice(body.position() + sent / 2, sent - sent / 2));
    } else {
      wire.sendHead(answer, body.remaining());
      wire.sendBody(body.slice(body.position(), sent));
    }
    wire.cut();
  }

  private static void wrongLength(WrongLength wrong, Answer answer, Wire wire) throws IOException {
    ByteBuffer body = answer.body();
    if (wrong.by() > 0) {
      wire.end();
    }
    wire.sendHead(answer, Math.max(0, body.remaining() + wrong.by()));
    wire.sendBody(body);
  }

  private static Answer throttled(TooManyRequests throttle) {
    Answer answer = Answer.of(429, Answer.JSON, "{\"errors\":\"Too Many Requests\"}");
    return switch (throttle.form()) {
      case RetryAfter.SECONDS ->
          answer.with("Retry-After", Long.toString(throttle.after().toSeconds()));
      case RetryAfter.DATE ->
          answer.with("Retry-After", HttpDate.of(Instant.now().plus(throttle.after())));
      case RetryAfter.NONE -> answer;
    };
  }

  private static ByteBuffer damaged(Damage damage, ByteBuffer body) {
    return switch (damage) {
      case TRUNCATED -> body.slice(body.position(), body.remaining() / 2);
      case BROKEN_JSON -> inserted(body, "\"variants\":[", new byte[] {','});
      case INVALID_UTF8 ->
          inserted(body, "\"title\":\"", new byte[] {(byte) 0xC3, '(', (byte) 0xFF});
    };
  }

  /**
   * Puts the bytes behind the mark's last place in the first half, or in the middle where there is
   * none.
   */
  private static ByteBuffer inserted(ByteBuffer body, String mark, byte[] bytes) {
    byte[] all = new byte[body.remaining()];
    body.get(all);
    String half = new String(all, 0, all.length / 2, StandardCharsets.ISO_8859_1);
    int at = half.lastIndexOf(mark);
    at = at < 0 ? half.length() : at + mark.length();
    return ByteBuffer.allocate(all.length + bytes.length)
        .put(all, 0, at)
        .put(bytes)
        .put(all, at, all.length - at)
        .flip();
  }

  private static void hugeBody(HugeBody huge, Answer answer, Wire wire) throws IOException {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'x');
    ByteBuffer first = Answer.bytes("{\"products\":[{\"body_html\":\"");
    if (huge.megabytes().isEmpty()) {
      wire.sendHead(answer, Wire.CHUNKED);
      wire.sendChunk(first);
      // Ends when the client has had enough: writing then fails.
      while (wire.isOpen()) {
        wire.sendChunk(ByteBuffer.wrap(block));
      }
      return;
    }
    long left = (long) huge.megabytes().getAsInt() * BLOCK;
    wire.sendHead(answer, left);
    left -= first.remaining();
    wire.sendBody(first);
    while (left > 0) {
      int length = (int) Math.min(left, BLOCK);
      wire.sendBody(ByteBuffer.wrap(block, 0, length));
      left -= length;
    }
  }
}
