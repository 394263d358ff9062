package banyan.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for the classes below one root package.
 *
 * @param root {@code banyan}; another one for planted violations
 */
record Walls(String root) {
  private static final Set<String> NO_CONTEXTS =
      Set.of("app", "platform", "proxy", "testing", "wire");
  private static final String[] DATABASE_AND_JAVALIN = {
    "com.zaxxer..",
    "io.javalin..",
    "java.sql..",
    "javax.sql..",
    "org.flywaydb..",
    "org.jdbi..",
    "org.postgresql.."
  };
  private static final String[] SERVERS = {
    "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty.."
  };

  /** A wall and the way out for who runs into it. */
  private record Wall(ArchRule rule, String wayOut) {}

  /** Every violation of every wall, each with the way out. */
  List<String> violations(JavaClasses imported) {
    Set<String> contexts = contexts(imported);
    return Stream.concat(walls().stream(), contexts.stream().flatMap(this::contextWalls))
        .flatMap(
            wall ->
                wall
                    .rule()
                    .allowEmptyShould(true)
                    .evaluate(imported)
                    .getFailureReport()
                    .getDetails()
                    .stream()
                    .map(detail -> detail + "\n  the way out: " + wall.wayOut()))
        .toList();
  }

  private Set<String> contexts(JavaClasses imported) {
    return imported.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(root + "."))
        .map(name -> name.substring(root.length() + 1).split("\\.", 2)[0])
        .filter(name -> !NO_CONTEXTS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Wall> walls() {
    return List.of(
        dependsOnlyOn(
            "wire",
            Set.of("wire"),
            "wire has the words that both sides share: move the type that needs more out of it"),
        dependsOnlyOn(
            "platform",
            Set.of("platform", "wire"),
            "let the context hand it in through an interface of platform"),
        dependsOnlyOn(
            "proxy",
            Set.of("proxy", "wire"),
            "put the shared word into wire, or pass it in from app"),
        new Wall(
            noClasses()
                .that(in("proxy"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(DATABASE_AND_JAVALIN)),
            "the proxy runs alone, without database and Javalin: keep state behind an interface that app implements"),
        new Wall(
            noClasses().that(in("wire")).should().dependOnClassesThat(resideInAnyPackage(SERVERS)),
            "wire speaks to no server: put the code into proxy or platform.http"),
        // A part's root package wires its rooms and holds what they share, so it is left out.
        new Wall(
            slices().matching(root + ".(*).(*)..").should().beFreeOfCycles(),
            "move the type that both packages need into the lower one, or turn one call into an interface"),
        new Wall(
            noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")),
            "log with slf4j"),
        new Wall(
            noClasses()
                .that(not(in("app")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class),
            "throw, or return a result: only the command line in app ends the process"));
  }

  private Stream<Wall> contextWalls(String context) {
    DescribedPredicate<JavaClass> allowed =
        in(context).or(in("platform")).or(in("wire")).or(apiOfOtherContexts()).or(not(ours()));
    return Stream.of(
        new Wall(
            classes().that(in(context)).should().onlyDependOnClassesThat(allowed),
            "call the other context through its exported package, or hear its events"),
        new Wall(
            classes()
                .that(resideInAPackage(root + "." + context + ".internal.."))
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName(capital(context) + "Module")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notBePublic(),
            "drop public: " + capital(context) + "Module is what app sees of this context"));
  }

  private Wall dependsOnlyOn(String part, Set<String> allowed, String wayOut) {
    DescribedPredicate<JavaClass> permitted =
        allowed.stream().map(this::in).reduce(not(ours()), (some, more) -> some.or(more));
    return new Wall(classes().that(in(part)).should().onlyDependOnClassesThat(permitted), wayOut);
  }

  /** Exported packages of any context: the compiler holds each to what its module declares. */
  private DescribedPredicate<JavaClass> apiOfOtherContexts() {
    return ours()
        .and(not(in("app")))
        .and(not(in("proxy")))
        .and(not(in("testing")))
        .and(not(resideInAPackage(root + ".*.internal..")));
  }

  private DescribedPredicate<JavaClass> in(String part) {
    return resideInAPackage(root + "." + part + "..");
  }

  private DescribedPredicate<JavaClass> ours() {
    return resideInAPackage(root + "..");
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
