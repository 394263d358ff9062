package banyan.proxy.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are served, and what a host may look like at all. */
final class ServedHostsTest {
  private static final ServedHosts LISTED = ServedHosts.parse("shop.example, *.Shop.Example");

  @ParameterizedTest
  @ValueSource(
      strings = {"shop.example", "SHOP.example:8080", "a.shop.example", "a.b.shop.example:"})
  void aListedHostIsServed(String authority) {
    assertThat(LISTED.contains(authority)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example",
        "evil.example",
        "evilshop.example",
        "shop.example.evil",
        "shop.example@evil",
        "shop.example/x",
        "127.0.0.1"
      })
  void anotherIsNot(String authority) {
    assertThat(LISTED.contains(authority)).isFalse();
  }

  @Test
  void withoutAListAnyIsServed() {
    assertThat(ServedHosts.parse("").contains("anything.example")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://shop.example", "shop.example:80", "a b", "*", "a.*.b", "sh%6fp"})
  void aNameThatIsNoneIsRefusedWithTheRemedy(String name) {
    assertThatThrownBy(() -> ServedHosts.parse("good.example, " + name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("write shop.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b-c_d~e:0", "127.0.0.1:80", "[::1]", "[2001:db8::1]:65535", "a:"})
  void whatIsAHost(String authority) {
    assertThat(ServedHosts.isAuthority(authority)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":80", "a:b", "a:65536", "a:123456", "a b", "a%41", "a@b", "[::1", "é", "a,b"})
  void whatIsNone(String authority) {
    assertThat(ServedHosts.isAuthority(authority)).isFalse();
  }
}
