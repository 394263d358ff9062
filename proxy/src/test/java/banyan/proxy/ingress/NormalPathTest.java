package banyan.proxy.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One path means one resource, for whoever reads it. */
final class NormalPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b, /a/b",
    "/a/b/, /a/b/",
    "*, *",
    "/%61%7E%2D%5F, /a~-_",
    "/caf%c3%a9, /caf%C3%A9",
    "/a%20b, /a%20b",
    "/a%3ab, /a%3Ab",
    "/a%3Bb, /a%3Bb",
    "/100%25, /100%25",
    "/100%25x, /100%25x",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/b/.., /a/",
    "/a/b/., /a/b/",
    "/a/b/c/../../d, /a/d",
    "/.well-known/x, /.well-known/x",
    "/...,/...",
    "/a..b, /a..b",
    "/a:b@c!$&'()*+=, /a:b@c!$&'()*+=",
    "/%e2%82%ac, /%E2%82%AC",
    "/%f0%9f%8c%b3, /%F0%9F%8C%B3",
  })
  void normalises(String raw, String normal) {
    assertThat(NormalPath.of(raw)).isEqualTo(new NormalPath.Normal(normal));
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb, /a%2Fb, /a%2Fb",
    "/a%2fb/%7e, /a%2Fb/~, /a%2fb/~",
    "/x/../a%2fb/./c%3a, /a%2Fb/c%3A, /a%2fb/c%3A",
    "/a%2fb%2Fc, /a%2Fb%2Fc, /a%2fb%2Fc",
    "/a;b=c, /a;b=c, /a;b=c",
    "/a;/b, /a;/b, /a;/b",
    "/a;b=%2fc/d, /a;b=%2Fc/d, /a;b=%2fc/d",
  })
  void keepsWhatRoutesMayAdmit(String raw, String normal, String sent) {
    assertThat(NormalPath.of(raw)).isEqualTo(new NormalPath.Normal(normal, sent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "http://x/",
        "//",
        "//a",
        "/a//b",
        "/a//",
        "/..",
        "/../a",
        "/a/../../b",
        "/a%2F",
        "/%2Fa",
        "/%2f",
        "/a%2F%2Fb",
        "/a%2F/b",
        "/a/..%2Fb",
        "/a%2F..%2fb/c",
        "/a%2f.",
        "/a/..;/b",
        "/a/.;x=1/b",
        "/a/;x/b",
        "/a;x=..%2F..;y/b",
        "/a%2F;x/b",
        "/a%5Cb",
        "/a\\b",
        "/%2e/a",
        "/%2E%2E/a",
        "/a/%2e%2e/b",
        "/.%2e/a",
        "/a%00",
        "/a%0d%0a",
        "/a%7F",
        "/a%1f",
        "/%252e%252e/a",
        "/%252F",
        "/a%2541",
        "/%",
        "/%4",
        "/%zz",
        "/%u0041",
        "/%c0%af",
        "/%c0%2e",
        "/%e0%80%af",
        "/%ed%a0%80",
        "/%f5%80%80%80",
        "/%ff",
        "/%c3/a",
        "/%c3",
        "/%c3x",
        "/%c3%41",
      })
  void refuses(String raw) {
    assertThat(NormalPath.of(raw)).isInstanceOf(NormalPath.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a b",
        "/a\tb",
        "/caf\u00e9",
        "/a\"b",
        "/<a>",
        "/a|b",
        "/{a}",
        "/a^b",
        "/a`b",
        "/a#b",
        "/[a]",
        "/\u0000",
        "/a\u007f",
      })
  void refusesCharactersThatNoPathHas(String raw) {
    assertThat(NormalPath.of(raw)).isInstanceOf(NormalPath.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/./b%61", "/%7Ex/../y", "/caf%c3%a9/.", "/100%25/a%3a"})
  void normalisingTwiceChangesNothing(String raw) {
    NormalPath once = NormalPath.of(raw);
    assertThat(once).isInstanceOf(NormalPath.Normal.class);
    assertThat(NormalPath.of(((NormalPath.Normal) once).path())).isEqualTo(once);
  }

  @Test
  void everyEscapedOctetIsDecodedKeptOrRefused() {
    for (int octet = 0; octet < 256; octet++) {
      String raw = "/" + String.format("%%%02x", octet);
      switch (NormalPath.of(raw)) {
        case NormalPath.Normal normal -> {
          boolean isDecoded = normal.path().equals("/" + (char) octet);
          assertThat(isDecoded || normal.path().equals(raw.toUpperCase(java.util.Locale.ROOT)))
              .as(raw)
              .isTrue();
        }
        case NormalPath.Refused refused -> assertThat(refused.reason()).isNotBlank();
      }
    }
  }
}
