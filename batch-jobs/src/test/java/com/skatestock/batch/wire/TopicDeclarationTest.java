package com.skatestock.batch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.skatestock.contracts.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicDeclarationTest {
  private final List<TopicDeclaration> local = TopicDeclaration.of("local");

  @Test
  void declaresTheTopicsThatTheCodeNames() {
    assertThat(local)
        .extracting(TopicDeclaration::name, TopicDeclaration::partitions)
        .containsExactly(
            tuple(Topics.PRODUCT_EVENTS, 6),
            tuple(Topics.PRODUCT_EVENTS_DLT, 6),
            tuple(Topics.SCRAPE_RUNS, 1));
  }

  @Test
  void givesARefusedRecordThePartitionItCameFrom() {
    assertThat(local.get(1).partitions()).isEqualTo(local.get(0).partitions());
  }

  @Test
  void keepsMoreCopiesInProduction() {
    assertThat(TopicDeclaration.environments()).containsExactly("local", "production");
    assertThat(local.getFirst().replicationFactor()).isEqualTo((short) 1);
    assertThat(local.getFirst().config())
        .contains(entry("min.insync.replicas", "1"), entry("retention.ms", "2592000000"));
    TopicDeclaration production = TopicDeclaration.of("production").getFirst();
    assertThat(production.replicationFactor()).isEqualTo((short) 3);
    assertThat(production.config()).contains(entry("min.insync.replicas", "2"));
  }

  @Test
  void refusesAnEnvironmentThatTheFileDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicDeclaration.of("staging"))
        .withMessage("No environment \"staging\" in topics.yml; there are [local, production]");
  }
}
