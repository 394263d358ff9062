package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import banyan.platform.database.Database;
import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.proxy.publish.LastGoodCopy;
import banyan.proxy.publish.Publication;
import banyan.proxy.publish.Publication.Origin;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.publish.PublishedRoutes.Outcome;
import banyan.proxy.publish.TableStore.Adding;
import banyan.proxy.publish.VersionEntry;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import banyan.proxy.route.RoutesFile.Opening;
import banyan.testing.AtOnce;
import banyan.testing.ReadyCluster;
import banyan.testing.TestSize;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Secret;
import banyan.wire.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of several instances on one PostgreSQL. */
final class SharedRoutesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Secret SECRET = new Secret("a secret of tests that guards nothing");

  @AutoClose
  private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of(DatabaseTableStore.OWNER);

  @TempDir Path folder;

  @Test
  void twoInstancesHaveTheSameVersionSoonAfterItIsPublishedInOne() throws IOException {
    try (Database other = database(DATABASE.address(), DATABASE.secret());
        PublishedRoutes here = instance("here", DATABASE.database());
        PublishedRoutes there = instance("there", other)) {
      await().atMost(LIMIT).until(() -> there.version() > 0 && there.version() == here.version());

      Outcome outcome = here.publish(leadingTo("/moved"), "ada", "it moves", null);

      long version = ((Outcome.Published) outcome).version().number();
      await().atMost(LIMIT).until(() -> there.version() == version);
      assertThat(isRouted(here, "/moved")).isTrue();
      assertThat(isRouted(there, "/moved")).isTrue();
      assertThat(there.find(0).orElseThrow().entry())
          .isEqualTo(((Outcome.Published) outcome).version());
    }
  }

  @Test
  void ofTwoAdministratorsWhoExpectTheSameVersionOneIsTold() throws Exception {
    DatabaseTableStore store = store(DATABASE.database());
    long before = ((Adding.Added) store.add(publication("first"), null)).version().number();
    int administrators = TestSize.pick("administrators at once on PostgreSQL", 2, 4, 16);

    List<Adding> results = AtOnce.run(administrators, () -> store.add(publication("race"), before));

    VersionEntry winner = store.newest().orElseThrow();
    assertThat(winner.number()).isEqualTo(before + 1);
    assertThat(results).filteredOn(Adding.Added.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(Adding.Overtaken.class::isInstance)
        .hasSize(administrators - 1)
        .allMatch(result -> result.equals(new Adding.Overtaken(winner)));
  }

  @Test
  void twoDatabasesOfProcessesRaceForOneNumber() throws Exception {
    try (Database other = database(DATABASE.address(), DATABASE.secret())) {
      await().atMost(LIMIT).until(() -> other.state(DatabaseTableStore.OWNER).isReady());
      List<DatabaseTableStore> stores = List.of(store(DATABASE.database()), store(other));
      long before = stores.get(0).newest().map(VersionEntry::number).orElse(0L);
      AtomicInteger turn = new AtomicInteger();

      List<Adding> results =
          AtOnce.run(2, () -> stores.get(turn.getAndIncrement()).add(publication("race"), before));

      assertThat(results).filteredOn(Adding.Added.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(Adding.Overtaken.class::isInstance).hasSize(1);
    }
  }

  @Test
  void aVersionIsNeverChangedOrRemoved() {
    store(DATABASE.database()).add(publication("kept"), null);

    for (String change :
        List.of("UPDATE table_versions SET reason = 'another'", "DELETE FROM table_versions")) {
      assertThatThrownBy(
              () ->
                  DATABASE
                      .context(DatabaseTableStore.OWNER)
                      .write("main", handle -> handle.execute(change)))
          .as(change)
          .hasMessageContaining("never changed or removed");
    }
  }

  @Test
  void servesWithTheLastGoodTableWhileTheDatabaseIsGoneAndCatchesUp() throws IOException {
    AtomicReference<@Nullable EmbeddedServer> server = new AtomicReference<>(start());
    try {
      try (Database database = database(server);
          PublishedRoutes routes = instance("up", database)) {
        await().atMost(LIMIT).until(() -> routes.version() == 1);
        routes.publish(leadingTo("/moved"), "ada", "it moves", null);

        stop(server);
        routes.catchUp();
        assertThat(isRouted(routes, "/moved")).isTrue();
        assertThat(routes.description()).startsWith("version 2 from the store; the store is away");
      }
      try (Database database = database(server);
          PublishedRoutes restarted = instance("up", database)) {
        assertThat(isRouted(restarted, "/moved")).isTrue();
        assertThat(restarted.description())
            .startsWith("version 2 from the last good copy; the store is away");
        assertThat(RoutesPublication.check(restarted).code().get().isOk()).isTrue();

        server.set(start());
        await().atMost(LIMIT).until(() -> restarted.description().endsWith("from the store"));
        restarted.publish(leadingTo("/again"), "ada", "it moves again", 2L);
        assertThat(restarted.version()).isEqualTo(3);
      }
    } finally {
      stop(server);
    }
  }

  private PublishedRoutes instance(String name, Database database) throws IOException {
    Path file = folder.resolve("routes.yaml");
    if (Files.notExists(file)) {
      Files.writeString(file, "routes: []\n");
    }
    var opened = (Opening.Opened) RoutesFile.open(file, LocalCode.none());
    PublishedRoutes routes =
        new PublishedRoutes(
            opened.file(),
            LocalCode.none(),
            store(database),
            new LastGoodCopy(folder.resolve(name + ".json")),
            name);
    routes.catchUp();
    routes.start();
    return routes;
  }

  private static DatabaseTableStore store(Database database) {
    return new DatabaseTableStore(database, InstantSource.system());
  }

  private static Publication publication(String why) {
    return new Publication("routes: []\n", Origin.ADMIN, "ada", why);
  }

  private static String leadingTo(String path) {
    return "upstreams: {u: {endpoints: ['http://127.0.0.1:1']}}\nroutes: [{match: {path: "
        + path
        + "}, to: u}]\n";
  }

  private static boolean isRouted(PublishedRoutes routes, String path) {
    return routes.live().current().routes().stream()
        .anyMatch(route -> route.path().text().equals(path));
  }

  private static Database database(DatabaseAddress address, Secret secret) {
    return Database.start(
        () -> address,
        secret,
        List.of(),
        List.of(DatabaseTableStore.OWNER),
        new Settings(Map.of()));
  }

  private static Database database(AtomicReference<@Nullable EmbeddedServer> server) {
    return Database.start(
        () -> {
          EmbeddedServer running = server.get();
          if (running == null) {
            throw new IllegalStateException("stopped");
          }
          return running.address();
        },
        SECRET,
        List.of(),
        List.of(DatabaseTableStore.OWNER),
        new Settings(Map.of()));
  }

  /** The same server each time: its folder stays. */
  private EmbeddedServer start() {
    return ReadyCluster.start(folder.resolve("server"));
  }

  private static void stop(AtomicReference<@Nullable EmbeddedServer> server) {
    EmbeddedServer running = server.getAndSet(null);
    if (running != null) {
      running.close();
    }
  }
}
