package com.skatestock.batch.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skatestock.batch.extract.selectors.CssSyntax;
import com.skatestock.batch.shop.Shops;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Beside the demo, which watches five shops, the others are configured all the same. */
class KnownShopsTest {
  private final Shops configured = Shops.load(Optional.empty(), new CssSyntax());
  private final CommandLine commandLine = new CommandLine(CommandSpec.create());

  @Test
  void saysWhyAShopThatIsConfiguredIsNotKnown() {
    KnownShops known =
        new KnownShops(configured.only(List.of("seasons", "labor")), true, commandLine);

    assertThatThrownBy(() -> known.named("ccs"))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "No shop 'ccs'; known: [seasons, labor] (SKATESTOCK_WATCH or skatestock.watch names"
                + " them; others that are configured are left out)");
  }

  @Test
  void namesAllShopsWhereAllAreWatched() {
    KnownShops known = new KnownShops(configured, false, commandLine);

    assertThatThrownBy(() -> known.named("season"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("No shop 'season'; known: " + configured.ids());
  }
}
