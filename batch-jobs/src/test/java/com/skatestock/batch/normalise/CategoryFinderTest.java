package com.skatestock.batch.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CategoryFinderTest {
  private static final CategoryFinder CATEGORIES = new CategoryFinder();

  @ParameterizedTest(name = "{0} [{1}] [{2}]")
  @CsvFileSource(
      resources = "/com/skatestock/batch/normalise/category-cases.csv",
      numLinesToSkip = 1)
  void findsTheCategoryOfTheTable(
      String title, @Nullable String type, @Nullable String tags, @Nullable String slug) {
    List<String> tagList = tags == null ? List.of() : List.of(tags.split("\\|", -1));
    assertThat(CATEGORIES.find(title, type, tagList).map(Category::slug))
        .isEqualTo(Optional.ofNullable(slug));
  }

  @Property
  void neverThrows(@ForAll String title, @ForAll String type, @ForAll List<String> tags) {
    assertThat(CATEGORIES.find(title, type, tags)).isNotNull();
  }

  @Test
  void parentsStandBeforeTheirChildrenAndSlugsAreUnique() {
    Set<Category> seen = new HashSet<>();
    Set<String> slugs = new HashSet<>();
    for (Category category : Category.values()) {
      assertThat(category.parent().map(seen::contains).orElse(true)).isTrue();
      assertThat(slugs.add(category.slug())).isTrue();
      assertThat(category.slug()).matches("[a-z]+(-[a-z]+)*");
      assertThat(Category.ofSlug(category.slug())).contains(category);
      seen.add(category);
    }
  }
}
