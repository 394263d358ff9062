package banyan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ThrowawayDatabaseTest {
  @AutoClose private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of("gamma");

  @Test
  void givesAContextItsMigratedSchema() {
    DATABASE
        .context("gamma")
        .write("main", handle -> handle.execute("INSERT INTO notes (text) VALUES ('a')"));

    assertThat(
            DATABASE
                .context("gamma")
                .<Integer>read(
                    "main",
                    handle ->
                        handle
                            .createQuery("SELECT count(*) FROM notes")
                            .mapTo(Integer.class)
                            .one()))
        .isEqualTo(1);
  }

  @Test
  void startsEachDatabaseEmpty() {
    try (ThrowawayDatabase other = ThrowawayDatabase.of("gamma")) {
      int rows =
          other
              .context("gamma")
              .read(
                  "main",
                  handle ->
                      handle.createQuery("SELECT count(*) FROM notes").mapTo(Integer.class).one());

      assertThat(rows).isZero();
    }
  }
}
