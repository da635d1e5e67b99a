package com.skatestock.batch.source;

import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.source.FetchOutcome.Refusal;
import crawlercommons.domains.EffectiveTldFinder;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which addresses belong to a shop at all. */
public final class SiteRules {
  private SiteRules() {}

  /**
   * Whether a page of an archive, whatever its scheme and port, can be a page of the shop: its host
   * is the shop's, or another host of the same registered domain.
   */
  public static boolean isOf(Shop shop, URI uri) {
    return uri.getHost() != null
        && uri.getScheme() != null
        && shop.url().getHost() != null
        && sameSite(
            uri.getHost().toLowerCase(Locale.ROOT), shop.url().getHost().toLowerCase(Locale.ROOT));
  }

  /** Why the address must not be asked for; empty if nothing speaks against it. */
  static Optional<Refusal> refusal(Shop shop, URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return Optional.of(Refusal.ADDRESS_NOT_ALLOWED);
    }
    Host host = Host.of(uri);
    Host home = Host.of(shop.url());
    boolean usualPort = host.port() == (scheme.equals("https") ? 443 : 80);
    if (!usualPort && host.port() != home.port()) {
      return Optional.of(Refusal.ADDRESS_NOT_ALLOWED);
    }
    return sameSite(host.name(), home.name()) ? Optional.empty() : Optional.of(Refusal.OFF_SITE);
  }

  /** The same host, or two hosts of one registered domain: {@code shop.example}, {@code www.…}. */
  private static boolean sameSite(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    @Nullable String domain = EffectiveTldFinder.getAssignedDomain(one, true, false);
    return domain != null
        && domain.equals(EffectiveTldFinder.getAssignedDomain(other, true, false));
  }
}
