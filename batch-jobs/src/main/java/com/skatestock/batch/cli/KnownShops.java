package com.skatestock.batch.cli;

import com.skatestock.batch.job.PipelineSettings;
import com.skatestock.batch.job.ShopStates;
import com.skatestock.batch.shop.Shop;
import com.skatestock.batch.shop.Shops;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The shops as people name them: a name that is none of theirs is a wrong call.
 *
 * @param some whether this program was told to watch only some of those that are configured
 */
record KnownShops(Shops shops, boolean some, CommandLine commandLine) {

  /** Configured shops, and those that PostgreSQL remembers: what they left can be looked at. */
  static KnownWords everOf(ApplicationContext context, CommandLine commandLine) {
    Set<String> ids = new TreeSet<>(context.getBean(ShopStates.class).all().keySet());
    ids.addAll(context.getBean(Shops.class).ids());
    return new KnownWords("shop", ids, commandLine);
  }

  static KnownShops of(ApplicationContext context, CommandLine commandLine) {
    return new KnownShops(
        context.getBean(Shops.class),
        !context.getBean(PipelineSettings.class).watch().isEmpty(),
        commandLine);
  }

  Shop named(String id) {
    return shops
        .find(id)
        .orElseThrow(
            () ->
                new ParameterException(
                    commandLine, "No shop '" + id + "'; known: " + shops.ids() + others()));
  }

  private String others() {
    return some
        ? " (SKATESTOCK_WATCH or skatestock.watch names them; others that are configured are left"
            + " out)"
        : "";
  }

  /** Their ids; those of all shops if none is named. */
  List<String> namedOrAll(List<String> ids) {
    return ids.isEmpty()
        ? shops.all().stream().map(Shop::id).toList()
        : ids.stream().map(id -> named(id).id()).toList();
  }
}
