package com.skatestock.batch.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one page says.
 *
 * @param products in page order; empty unless the state is {@link PageState#LISTING}
 * @param refused parts of the page that look like a product but cannot be one, each with its reason
 * @param last true if the listing ends with this page
 * @param onward where the page leads, other than to the next number of its listing
 */
public record ExtractedPage(
    PageState state,
    List<RawProduct> products,
    List<Refused> refused,
    boolean last,
    Onward onward) {

  /** A page that leads nowhere but to the next of its listing. */
  public ExtractedPage(
      PageState state, List<RawProduct> products, List<Refused> refused, boolean last) {
    this(state, products, refused, last, Onward.NOWHERE);
  }

  /** The same page when nobody asks any more what it shows, only what it was. */
  public ExtractedPage withoutProducts() {
    return new ExtractedPage(state, List.of(), List.of(), last, Onward.NOWHERE);
  }

  /** A page that shows nothing, and ends its listing. */
  public static ExtractedPage nothing(PageState state) {
    return new ExtractedPage(state, List.of(), List.of(), true);
  }

  /**
   * Something that looked like a product and could not be read as one.
   *
   * @param externalId the shop's own id, if that could be read
   * @param field the field that is missing or unreadable
   * @param raw what stood there, cut to 1,000 characters
   * @param position its place among the products of the page, from 1
   */
  public record Refused(
      @Nullable String externalId, String field, String raw, Reason reason, int position) {
    private static final int LONGEST_RAW = 1_000;

    /** Something that nobody can name. */
    public Refused(String field, String raw, Reason reason, int position) {
      this(null, field, raw, reason, position);
    }

    public Refused {
      raw = raw.length() <= LONGEST_RAW ? raw : raw.substring(0, LONGEST_RAW);
    }
  }

  /** Why something that looked like a product could not be read. */
  public enum Reason {
    /** It has neither an id nor an address. */
    IDENTITY_MISSING,
    /** It has no name. */
    TITLE_MISSING,
    /** It is not of the expected form (a string where an object belongs, say). */
    MALFORMED,
    /** The pages that show the rest of it were not had. */
    INCOMPLETE
  }
}
