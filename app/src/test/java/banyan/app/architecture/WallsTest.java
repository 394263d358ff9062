package banyan.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wall stops a planted violation, in a small product that breaks every wall once. */
final class WallsTest {
  private static final String PLANTED = "banyan.app.planted";
  private static final List<String> VIOLATIONS =
      new Walls(PLANTED).violations(new ClassFileImporter().importPackages(PLANTED));

  @ParameterizedTest
  @CsvSource({
    "WordThatKnowsTheProxy, planted.proxy, move the type that needs more out of it",
    "WordThatKnowsTheProxy, io.javalin.Javalin, wire speaks to no server",
    "ProxyThatReadsTables, java.sql.Connection, the proxy runs alone",
    "ProxyThatReadsTables, planted.shop.Shop, put the shared word into wire",
    "GroundThatKnowsAContext, planted.shop.Shop, let the context hand it in",
    "CartThatReachesInside, shop.internal.PublicShelf, through its exported package",
    "PublicShelf, PUBLIC, drop public",
    "CartThatEndsTheProcess, java.util.logging.Logger, log with slf4j",
    "CartThatEndsTheProcess, System.exit, only the command line in app",
    "Cycle detected, cart.items, move the type that both packages need",
  })
  void stopsAPlantedViolation(String where, String what, String wayOut) {
    assertThat(VIOLATIONS)
        .anySatisfy(
            violation -> assertThat(violation).contains(where).contains(what).contains(wayOut));
  }

  @Test
  void letsTheApiOfAnotherContextThrough() {
    assertThat(VIOLATIONS)
        .noneMatch(violation -> violation.contains("CartThatReachesInside.allowed"))
        .noneMatch(violation -> violation.contains("internal.ShopModule>"));
  }

  @Test
  void findsAModuleWithoutDeclaration() {
    assertThat(ModuleWalls.violations("banyan.shop", Optional.empty())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "exports banyan.shop.internal;, to everybody",
    "exports banyan.shop.internal to banyan.cart;, to banyan.cart",
    "'exports banyan.shop.internal to banyan.app, banyan.cart;', banyan.cart",
    "opens banyan.shop.internal;, to everybody",
    "provides java.lang.Runnable with banyan.shop.Shop;, declares a service",
  })
  void findsAHoleInTheWallOfAModule(String line, String expected) {
    assertThat(module("module banyan.shop { " + line + " }"))
        .singleElement()
        .asString()
        .contains(expected);
  }

  @Test
  void findsAModuleWithAnotherName() {
    assertThat(module("module banyan.cart {}")).hasSize(1);
  }

  @Test
  void letsACleanDeclarationThrough() {
    assertThat(
            module(
                """
                /** Shop: exports banyan.shop.internal; */
                module banyan.shop {
                  exports banyan.shop;
                  exports banyan.shop.internal to
                      banyan.app;
                }
                """))
        .isEmpty();
  }

  private static List<String> module(String text) {
    return ModuleWalls.violations("banyan.shop", Optional.of(text));
  }
}
