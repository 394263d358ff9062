package banyan.proxy.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.ClientChain;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the client is, as far as peers are believed. */
final class ChainReaderTest {
  private static final TrustedPeers TRUSTED = TrustedPeers.parse("10.0.0.0/8, ::1");

  @Test
  void believesNobodyWhoIsNotTrusted() {
    ClientChain chain = read("192.0.2.1", "X-Forwarded-For", "198.51.100.7");
    assertThat(chain).isEqualTo(new ClientChain(List.of("192.0.2.1"), "http", "shop"));
  }

  @Test
  void countsFromTheRightAndStopsBehindTheFirstStranger() {
    ClientChain chain = read("10.0.0.1", "X-Forwarded-For", "6.6.6.6, 198.51.100.7, 10.9.9.9");
    assertThat(chain.addresses()).containsExactly("198.51.100.7", "10.9.9.9", "10.0.0.1");
    assertThat(chain.client()).isEqualTo("198.51.100.7");
  }

  @Test
  void readsForwardedBeforeItsOlderKin() {
    HttpFields fields =
        HttpFields.build()
            .add("X-Forwarded-For", "6.6.6.6")
            .add("Forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=\"a.example\"");
    ClientChain chain = new ChainReader(TRUSTED).read(fields, "10.0.0.1", "http", "shop");
    assertThat(chain)
        .isEqualTo(new ClientChain(List.of("2001:db8::1", "10.0.0.1"), "https", "a.example"));
  }

  @Test
  void takesSchemeAndHostOfATrustedPeer() {
    HttpFields fields =
        HttpFields.build()
            .add("X-Forwarded-For", "198.51.100.7")
            .add("X-Forwarded-Proto", "https")
            .add("X-Forwarded-Host", "a.example");
    ClientChain chain = new ChainReader(TRUSTED).read(fields, "::1", "http", "shop");
    assertThat(chain.scheme()).isEqualTo("https");
    assertThat(chain.host()).isEqualTo("a.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "_hidden", "evil.example", "", "1.2.3", "\"", "for", "::g"})
  void stopsAtWhatIsNoAddress(String claim) {
    assertThat(read("10.0.0.1", "X-Forwarded-For", claim).addresses()).containsExactly("10.0.0.1");
  }

  @Test
  void looksAtSoManyHopsAndNoMore() {
    String hops = "10.1.1.1,".repeat(500) + "10.1.1.2";
    assertThat(read("10.0.0.1", "X-Forwarded-For", hops).addresses()).hasSize(17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/x", "::/129", "1.2.3.4.5"})
  void refusesRangesThatAreNone(String text) {
    assertThatThrownBy(() -> TrustedPeers.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write");
  }

  @Test
  void comparesOnlyTheBitsOfTheRange() {
    TrustedPeers peers = TrustedPeers.parse("192.0.2.128/25,2001:db8::/32");
    assertThat(peers.contains("192.0.2.200")).isTrue();
    assertThat(peers.contains("192.0.2.1")).isFalse();
    assertThat(peers.contains("2001:db8:ffff::1")).isTrue();
    assertThat(peers.contains("2001:db9::1")).isFalse();
  }

  private static ClientChain read(String peer, String name, String value) {
    HttpFields fields = HttpFields.build().add(name, value);
    return new ChainReader(TRUSTED).read(fields, peer, "http", "shop");
  }
}
