package com.skatestock.batch.extract;

import com.skatestock.batch.source.Page;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that ought to be one JSON document. One that breaks off, or is no JSON to its last byte,
 * is not trusted.
 */
public sealed interface JsonBody {
  /** What PHP prints in a shop whose owner left its warnings on, then the document. */
  Pattern BEGINNING =
      Pattern.compile("[\\s\\x{FEFF}]*(?:<br />.*?<br />\\s*)?(?=[\\[{])", Pattern.DOTALL);

  /** It is. */
  record Document(JsonPart root) implements JsonBody {}

  /** It is not; this is what it seems to be. */
  record Other(PageState state) implements JsonBody {}

  /**
   * What {@code page} holds. Tolerated: a byte order mark, control characters in texts, bytes that
   * are no UTF-8, and what a broken extension of the shop's software writes before the document.
   */
  static JsonBody of(Page page) {
    Optional<PageState> failed = PageLook.ofStatus(page.status());
    if (failed.isPresent()) {
      return new Other(failed.get());
    }
    String text = new String(page.body().bytes(), StandardCharsets.UTF_8);
    int start = start(text);
    if (start < 0) {
      return new Other(PageLook.ofHtml(text));
    }
    try {
      return new Document(new JsonPart(Reader.JSON.readTree(text.substring(start))));
    } catch (JacksonException | NumberFormatException broken) {
      // A number beyond what BigDecimal can hold is the second kind.
      return new Other(PageState.NOT_UNDERSTOOD);
    }
  }

  /** Where the document begins: at the start, or behind warnings in HTML; -1 if nowhere. */
  private static int start(String text) {
    Matcher beginning = BEGINNING.matcher(text);
    return beginning.lookingAt() ? beginning.end() : -1;
  }

  /** Made when first needed: a command that reads no JSON does not wait for it. */
  final class Reader {
    private static final JsonMapper JSON =
        JsonMapper.builder(
                JsonFactory.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Reader() {}
  }
}
