package com.skatestock.batch.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Socket;
import java.net.URLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The rules of docs/architecture.md over the packages below {@code root}: the house itself, or the
 * planted one that breaks each of them.
 */
record HouseRules(String root) {
  private static final List<String> STAGES =
      List.of("source", "archive", "extract", "normalise", "publish");

  private static final String[] OUTSIDE = {
    "org.springframework..",
    "java.sql..",
    "javax.sql..",
    "org.postgresql..",
    "org.apache.kafka..",
    "java.net.http.."
  };

  private static final Set<String> WAYS_TO_ASK_THE_TIME =
      Set.of("now", "currentTimeMillis", "systemUTC", "systemDefaultZone", "system", "tick");

  private static final String AUTOWIRED = "org.springframework.beans.factory.annotation.Autowired";
  private static final String VALUE = "org.springframework.beans.factory.annotation.Value";
  private static final String CONSTRUCTOR =
      "what a class needs stands in its constructor: a test can make it with new, and its fields"
          + " are final. Make it a constructor parameter";

  /** Each rule by its name. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    for (String stage : STAGES) {
      rules.put(stage + " uses only the output of the stages before it", stage(stage));
    }
    rules.put("load reads events only", loadReadsEventsOnly());
    rules.put("analyse reads PostgreSQL only", analyseReadsPostgresOnly());
    rules.put("analyse calculates without I/O", analyseCalculates());
    rules.put("extract and normalise are pure", pureStages());
    rules.put("extract and normalise ask no time", pureStagesAskNoTime());
    rules.put("platforms do not know each other", platforms());
    rules.put("Spring Batch only in job and cli", springBatch());
    rules.put("no transaction around a step", stepsWithoutTransaction());
    rules.put("no cycles", noCycles());
    rules.put("no injected fields", noInjectedFields());
    rules.put("no injected methods", noInjectedMethods());
    rules.put("jsoup only in extract", jsoup());
    rules.put("jsoup fetches nothing", jsoupFetchesNothing());
    rules.put("the time comes from a Clock", clock());
    rules.put("names say what a thing is", names());
    rules.put("batch-jobs does not know the api", api());
    return rules;
  }

  private String in(String name) {
    return root + "." + name + "..";
  }

  private String[] in(List<String> names) {
    return names.stream().map(this::in).toArray(String[]::new);
  }

  private ArchRule stage(String stage) {
    int place = STAGES.indexOf(stage);
    List<String> before = STAGES.subList(0, place);
    List<String> after = new ArrayList<>(STAGES.subList(place + 1, STAGES.size()));
    after.add("load");
    if (!stage.equals("publish")) {
      after.add("wire");
    }
    DescribedPredicate<JavaClass> forbidden =
        resideInAnyPackage(in(after))
            .or(resideInAnyPackage(in(before)).and(DescribedPredicate.not(output())));
    return noClasses()
        .that()
        .resideInAPackage(in(stage))
        .should()
        .dependOnClassesThat(
            forbidden.as("belong to a later stage, or to an earlier one without being its output"))
        .because(
            "a stage can be tried, replayed and replaced alone only if it knows no more of the"
                + " stages before it than what they put out (a record, an enum, a sealed interface,"
                + " or a final class with its own equals) and nothing of those after it. Pass that"
                + " output in; where both need the same code, give it a package of its own beside"
                + " the stages; wire the stages together in job")
        .allowEmptyShould(true);
  }

  /** What a stage puts out: values, without a hold on anything. */
  private static DescribedPredicate<JavaClass> output() {
    return describe(
        "a record, enum, sealed interface or final value class",
        type ->
            type.isRecord()
                || type.isEnum()
                || (type.isInterface() && type.reflect().isSealed())
                || (type.getModifiers().contains(JavaModifier.FINAL)
                    && type.tryGetMethod("equals", Object.class).isPresent())
                || type.getSimpleName().equals("package-info"));
  }

  private ArchRule loadReadsEventsOnly() {
    return noClasses()
        .that()
        .resideInAPackage(in("load"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in(STAGES))
        .because(
            "Kafka is a wall: an event must be loadable years later, by a program that no longer"
                + " has the scraper that wrote it. Put what load needs to know into the event's"
                + " schema (module contracts)")
        .allowEmptyShould(true);
  }

  private ArchRule analyseReadsPostgresOnly() {
    List<String> others = new ArrayList<>(STAGES);
    others.addAll(List.of("load", "wire"));
    return noClasses()
        .that()
        .resideInAPackage(in("analyse"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(in(others))
                .or(resideInAnyPackage("org.apache.kafka..", "java.net.http..")))
        .because(
            "PostgreSQL is a wall: analyses read tables and write tables, so that they can be run"
                + " again over any past. Read what is missing with SQL; if no table has it, let"
                + " load write it there")
        .allowEmptyShould(true);
  }

  private ArchRule analyseCalculates() {
    return noClasses()
        .that()
        .resideInAPackage(in("analyse"))
        .and()
        .haveSimpleNameNotStartingWith("Jdbc")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(OUTSIDE)
                .or(resideInAnyPackage("java.io..", "java.nio.file..", "java.net.."))
                .or(describe("the clock", type -> type.isEquivalentTo(Clock.class))))
        .because(
            "a calculation must give the same answer for the same numbers, and be tested without a"
                + " database. Move the reading and writing into a class named Jdbc…, and pass the"
                + " time in")
        .allowEmptyShould(true);
  }

  private ArchRule pureStages() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("extract"), in("normalise"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(OUTSIDE)
                .or(
                    describe(
                        "the clock, or a connection",
                        type ->
                            type.isEquivalentTo(Clock.class)
                                || type.isAssignableTo(URLConnection.class)
                                || type.isEquivalentTo(Socket.class))))
        .because(
            "the same page must give the same product today and from the archive in ten years. Take"
                + " what is needed as a parameter; let job do the wiring and source the fetching")
        .allowEmptyShould(true);
  }

  private ArchRule pureStagesAskNoTime() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("extract"), in("normalise"))
        .should()
        .callMethodWhere(asksTheTime().or(named("nanoTime")))
        .because(
            "the same page must give the same product whenever it is read. The time of an"
                + " observation is Page.capturedAt()")
        .allowEmptyShould(true);
  }

  private ArchRule platforms() {
    // extract.platform picks the platform: the one place that knows them all. extract.structured
    // is no platform: all may use it, and it knows none.
    return slices()
        .matching(root + ".extract.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage(root + ".extract.platform.."), resideInAPackage(root + ".extract.."))
        .ignoreDependency(
            resideInAPackage(root + ".extract.."), resideInAPackage(root + ".extract.structured.."))
        .because(
            "a platform's odd ways must be changeable without a look at the others. Put what two of"
                + " them need into the package extract, or extract.structured")
        .allowEmptyShould(true);
  }

  private ArchRule springBatch() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("job"), in("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework.batch.core..")
        .because(
            "work that knows nothing of jobs can be run by a test, a command and a job alike. Leave"
                + " the work where it is and put its step, reader or listener into job")
        .allowEmptyShould(true);
  }

  private ArchRule stepsWithoutTransaction() {
    return noClasses()
        .should()
        .callMethod(StepBuilder.class, "tasklet", Tasklet.class, PlatformTransactionManager.class)
        .because(
            "such a transaction keeps the step's rows locked while its process stands still, and"
                + " holds up whoever takes over (docs/adr/0006). Use tasklet(Tasklet), and"
                + " ChunkTransactions for what belongs together")
        .allowEmptyShould(true);
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because(
            "of two packages that need each other neither can be understood or moved alone. Move"
                + " the shared type to the one of them that is nearer to the shop, or give it a"
                + " package of its own")
        .allowEmptyShould(true);
  }

  private static ArchRule noInjectedFields() {
    return noFields()
        .should()
        .beAnnotatedWith(AUTOWIRED)
        .orShould()
        .beAnnotatedWith(VALUE)
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource")
        .because(CONSTRUCTOR)
        .allowEmptyShould(true);
  }

  private static ArchRule noInjectedMethods() {
    return noMethods()
        .should()
        .beAnnotatedWith(AUTOWIRED)
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .because(CONSTRUCTOR)
        .allowEmptyShould(true);
  }

  private ArchRule jsoup() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("extract"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jsoup..")
        .because(
            "HTML ends in extract: what leaves it is plain text. Let the platform's extractor put"
                + " what is needed into RawProduct")
        .allowEmptyShould(true);
  }

  private ArchRule jsoupFetchesNothing() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.jsoup.Connection")
        .because(
            "Jsoup.connect knows no robots.txt, no delay and no archive. Fetch with source and"
                + " parse the Page's body")
        .allowEmptyShould(true);
  }

  private ArchRule clock() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("job"), in("cli"))
        .should()
        .callMethodWhere(asksTheTime())
        .because(
            "time must be a thing that a test can set and a replay can repeat. Take a"
                + " java.time.Clock in the constructor and ask clock.instant(); only job and cli"
                + " make one (System.nanoTime is free for measuring)")
        .allowEmptyShould(true);
  }

  /** Instant.now(), Clock.systemUTC(), System.currentTimeMillis(), …; not Instant.now(clock). */
  private static DescribedPredicate<JavaMethodCall> asksTheTime() {
    return describe(
        "ask the computer for the time",
        call -> {
          AccessTarget.MethodCallTarget target = call.getTarget();
          String owner = target.getOwner().getName();
          boolean ofTime = owner.startsWith("java.time.") || owner.equals("java.lang.System");
          boolean given =
              target.getRawParameterTypes().stream()
                  .anyMatch(type -> type.isEquivalentTo(Clock.class));
          return ofTime && !given && WAYS_TO_ASK_THE_TIME.contains(target.getName());
        });
  }

  private static DescribedPredicate<JavaMethodCall> named(String method) {
    return describe(method, call -> call.getTarget().getName().equals(method));
  }

  private static ArchRule names() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Service)")
        .because(
            "such a name says that the noun was not found. Name the thing in the shop's world"
                + " (PriceUtils.parse → PriceText.parse) and an implementation by its difference"
                + " (JdbcProductStore)")
        .allowEmptyShould(true);
  }

  private static ArchRule api() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.skatestock.api..")
        .because("api and batch-jobs meet in PostgreSQL only. Write a table that the api reads")
        .allowEmptyShould(true);
  }
}
