package banyan.proxy.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.Handle.Carrier;
import banyan.proxy.route.PathTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handles in references. */
final class UriTextTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /rows?cursor=a,                           /rows?cursor=!a
          ?cursor=a%2B&x=1,                         ?cursor=!a%2B&x=1
          /rows?x=1&cursor=a#cursor=b,              /rows?x=1&cursor=!a#cursor=b
          /rows?c%75rsor=a&cursor=&cursor,          /rows?c%75rsor=!a&cursor=&cursor
          http://Shop.example:80/rows?cursor=a,     http://Shop.example:80/rows?cursor=!a
          //shop.example:80?cursor=a,               //shop.example:80?cursor=!a
          http://other.example/rows?cursor=a,       http://other.example/rows?cursor=a
          //other.example/rows?cursor=a,            //other.example/rows?cursor=a
          /go?to=http://other.example/&cursor=a,    /go?to=http://other.example/&cursor=!a
          http://,                                  http://
          /rows#?cursor=a,                          /rows#?cursor=a
          """)
  void theParameterOfOurOwnReferencesIsEdited(String reference, String edited) {
    assertThat(
            UriText.editReference(
                reference, "shop.example:80", new Carrier.Parameter("cursor"), text -> "!" + text))
        .isEqualTo(edited);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /uploads/a,                      /uploads/!a
          /uploads/a/parts/1?x=1#f,        /uploads/!a/parts/1?x=1#f
          http://shop.example/uploads/a,   http://shop.example/uploads/!a
          http://s3.example/uploads/a,     http://s3.example/uploads/a
          /uploads,                        /uploads
          /uploads/,                       /uploads/
          uploads/a,                       uploads/a
          """)
  void theSegmentOfOurOwnReferencesIsEdited(String reference, String edited) {
    var segment = new Carrier.Segment(PathTemplate.parse("/uploads/{id}/**"), 1);
    assertThat(UriText.editReference(reference, "shop.example", segment, text -> "!" + text))
        .isEqualTo(edited);
  }

  @ParameterizedTest
  @CsvSource({"abc, 2, 2", "%41bc, 2, 4", "a%4, 2, -1", "a, 2, -1", "%, 1, -1", "'', 0, 0"})
  void anEscapeIsOneCharacter(String escaped, int characters, int end) {
    assertThat(UriText.endOf(escaped, characters)).isEqualTo(end);
  }
}
