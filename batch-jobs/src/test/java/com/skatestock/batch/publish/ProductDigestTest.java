package com.skatestock.batch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.contracts.Availability;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/**
 * What a fingerprint is: stored ones are compared with it for years, so no way to compute it faster
 * may change it.
 */
class ProductDigestTest {
  private static final Currency USD = Currency.getInstance("USD");
  private final ProductDigest digest = new ProductDigest();

  @Property(tries = 500)
  void isTheHashOfEachFieldBehindItsLength(
      @ForAll String title,
      @ForAll @Size(min = 1, max = 70) List<@StringLength(max = 3) String> colors,
      @ForAll @BigRange(min = "0", max = "999999999") @Scale(2) BigDecimal price,
      @ForAll @BigRange(min = "0", max = "99999999999999999999") @Scale(7) BigDecimal compareAt,
      @ForAll @Nullable Integer quantity)
      throws IOException, NoSuchAlgorithmException {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < colors.size(); i++) {
      variants.add(
          new Variant(
              "%04d".formatted(i),
              null,
              null,
              "8.25",
              colors.get(i),
              new Money(i % 3 == 2 ? compareAt : price, USD),
              i % 2 == 0 ? null : new Money(compareAt, USD),
              Availability.IN_STOCK,
              quantity));
    }
    Product product =
        new Product("s", "id", null, title, "Bäker", "decks", "https://s/é", null, variants);
    Fields content = new Fields();
    Fields prices = new Fields();
    Fields stock = new Fields();
    content.text(null).text(title).text("Bäker").text("decks").text("https://s/é").text(null);
    for (Variant variant : variants) {
      String id = variant.variantId();
      content.text(id).text(null).text(null).text("8.25").text(variant.color());
      prices.text(id).money(variant.price()).money(variant.compareAtPrice());
      stock.text(id).text("IN_STOCK").text(quantity == null ? null : quantity.toString());
    }

    assertThat(digest.of(product))
        .isEqualTo(new Fingerprints(content.hash(), prices.hash(), stock.hash()));
  }

  private static final class Fields {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Fields text(@Nullable String text) throws IOException {
      if (text == null) {
        out.writeInt(-1);
      } else {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      return this;
    }

    Fields money(@Nullable Money money) throws IOException {
      return money == null
          ? text(null)
          : text(money.amount().setScale(4, RoundingMode.HALF_EVEN).toPlainString())
              .text(money.currency().getCurrencyCode());
    }

    Sha256 hash() throws NoSuchAlgorithmException {
      return new Sha256(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    }
  }
}
