package banyan.app.demo;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.database.DatabaseAddress;
import banyan.testing.FromSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Promises about a migration, broken by somebody who does something else beside the demo. */
@FromSize(DEFAULT)
class BrokenMigrationsTest {
  private static final Stage COPIED =
      new Stage(
          "copied",
          "",
          Set.of(),
          Reads.OPEN,
          List.of(new Deed.Prepare(), new Deed.Take(new Deed.Step("shadow", "", "a test"))),
          new Goal.Time());

  private static final DemoPlan PLAN =
      new DemoPlan(
          List.of(
              Stage.of("at-home", "", Set.of()),
              COPIED,
              new Stage(
                  "writes-out",
                  "",
                  Set.of(Portion.WRITES),
                  Reads.OPEN,
                  List.of(),
                  new Goal.Time())),
          6,
          120,
          Duration.ofSeconds(1),
          3,
          true,
          null);

  private static final Screen SCREEN = new Screen(new PrintWriter(new StringWriter()), false);

  private static OpenScene open;
  private static Scene scene;

  @BeforeAll
  static void open() throws IOException {
    open = OpenScene.open();
    scene = open.scene();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void withoutAnybodyBesideAllAreKept() {
    assertThat(brokenBeside(() -> {}, () -> {})).isEmpty();
  }

  @Test
  void aMoveWithoutEvidenceIsSeen() {
    assertThat(
            brokenBeside(
                () -> ask("canary", "\"weight\": \"50\", \"override\": \"so be it\""), () -> {}))
        .containsExactly("moves-had-evidence");
  }

  /** The entry is given the hash that it should have; the one after it tells. */
  @Test
  void aChangedEntryOfTheAuditLogIsSeen() {
    assertThat(
            brokenBeside(
                () -> changeAudit("text || ' '"),
                () -> changeAudit("left(text, length(text) - 1)")))
        .containsExactly("audit-log-is-whole");
  }

  private static void changeAudit(String text) {
    DatabaseAddress address = scene.database();
    Jdbi.create(address.jdbcUrl(), address.user(), address.password())
        .useHandle(
            handle -> {
              handle.execute("ALTER TABLE proxy.audit DISABLE TRIGGER append_only");
              handle.execute(
                  """
                  UPDATE proxy.audit SET text = %s, hash = encode(sha256(convert_to(
                    number || E'\\n' || previous || E'\\n' || %s, 'UTF8')), 'hex')
                  WHERE number = (SELECT max(number) - 1 FROM proxy.audit)
                  """
                      .formatted(text, text));
              handle.execute("ALTER TABLE proxy.audit ENABLE TRIGGER append_only");
            });
  }

  /** What is broken when somebody does something as soon as requests are copied. */
  private static List<String> brokenBeside(Runnable meddling, Runnable mending) {
    AtomicBoolean hasMeddled = new AtomicBoolean();
    Waiting meddlesome =
        limit -> {
          boolean isTime = scene.monolith().ask("/migrations").contains("\"stage\":\"shadow\"");
          if (isTime && hasMeddled.compareAndSet(false, true)) {
            meddling.run();
          }
          return OpenScene.WAITING.pause(limit);
        };
    try {
      return Show.play(scene, PLAN, SCREEN, meddlesome, InstantSource.system()).broken();
    } finally {
      mending.run();
      ask("rollback", "\"to\": \"prepared\"");
    }
  }

  private static void ask(String move, String members) {
    String name =
        scene.monolith().ask("/migrations").replaceAll("(?s).*\"name\":\"([^\"]*)\".*", "$1");
    var reply =
        scene
            .monolith()
            .send(
                "/migrations/move",
                "{\"name\": \"%s\", \"move\": \"%s\", %s, \"why\": \"a test\"}"
                    .formatted(name, move, members));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }
}
