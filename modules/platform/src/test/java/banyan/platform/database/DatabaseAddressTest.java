package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class DatabaseAddressTest {
  @Test
  void neverShowsThePassword() {
    var address = new DatabaseAddress("db.example", 5432, "shop", "admin", "hunter2");

    assertThat(address.toString()).isEqualTo("admin:***@db.example:5432/shop");
    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/shop");
  }

  @Test
  void writesAnAddressOfIp6InBrackets() {
    assertThat(new DatabaseAddress("::1", 5432, "shop", "admin", "hunter2").jdbcUrl())
        .isEqualTo("jdbc:postgresql://[::1]:5432/shop");
  }

  @Test
  void refusesAPortThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseAddress("localhost", 70_000, "shop", "admin", "hunter2"))
        .withMessageContaining("70000");
  }
}
